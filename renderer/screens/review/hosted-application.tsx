import { Activity, type ComponentProps, memo, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { OneApplication } from './one-application.tsx';

const Application = memo(OneApplication);

/** Where what was made ready is put into the page, before anything in it is measured. */
const Place = ({ host }: { host: HTMLElement }) => {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.replaceChildren(host), [host]);
  return <div ref={place} className="review-host" />;
};

/**
 * One application in a piece of the page of its own. While it is not `shown` it is made ready in idle time outside of the page, where nobody and no
 * program that reads the screen finds it, and where none of its keys work; with the key that decides the one before, it only has to be put in.
 */
export const HostedApplication = ({ shown, ...application }: ComponentProps<typeof OneApplication> & { shown: boolean }) => {
  const [host] = useState(() => {
    const made = document.createElement('div');
    made.className = 'review-host';
    return made;
  });
  return (
    <>
      {shown && <Place host={host} />}
      {createPortal(
        <Activity mode={shown ? 'visible' : 'hidden'}>
          <Application {...application} />
        </Activity>,
        host,
      )}
    </>
  );
};
