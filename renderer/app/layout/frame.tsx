import { lazy, Suspense } from 'react';
import { useCommandKeys } from '../commands/index.ts';
import { useRoute } from '../routes/index.ts';
import { TourOverDesk } from '../tour/index.ts';
import { ActiveAnnouncements } from './active-announcements.tsx';
import { ErrorFence } from './error-fence.tsx';
import { FreshRecoveryCode } from './fresh-recovery-code.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { ScreenOf } from './screen-of.tsx';
import { StatusLine } from './status-line.tsx';
import { useClearedCopies } from './use-cleared-copies.ts';
import { useForgetting } from './use-forgetting.ts';
import { useGlobalCommands } from './use-global-commands.ts';
import { useIdleLock } from './use-idle-lock.ts';
import { Watermark } from './watermark.tsx';

// Opened by a key now and then: not part of what is loaded at the start. The palette is, since whoever opens it types on at once.
const KeyHelp = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }));

/** The desk: navigation on the left, the screen, the status mark below it. */
export const Frame = () => {
  const route = useRoute();
  const { palette, help, showPalette, showHelp, closePalette, closeHelp } = useGlobalCommands();
  useCommandKeys();
  useIdleLock();
  useClearedCopies();
  useForgetting();
  return (
    <div className="frame">
      <Rail present={route.screen} onHelp={showHelp} onPalette={showPalette} />
      <div className="frame-main">
        <ActiveAnnouncements />
        <main className="frame-screen" id="screen">
          <ErrorFence key={route.screen}>
            <ScreenOf route={route} />
          </ErrorFence>
        </main>
        <StatusLine />
      </div>
      <Watermark />
      <TourOverDesk />
      <FreshRecoveryCode />
      <Suspense>
        {palette ? <Palette onClose={closePalette} /> : null}
        {help ? <KeyHelp onClose={closeHelp} /> : null}
      </Suspense>
    </div>
  );
};
