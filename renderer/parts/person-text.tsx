import { withoutIsolates } from '../i18n/index.ts';

/** What a person wrote, in its own direction: a name from right to left, or a mark in it that turns the direction, changes nothing around it. */
export const PersonText = ({
  text,
  className,
  titled = false,
}: {
  text: string;
  className?: string | undefined;
  /** Whether the whole of it is told on pointing at it, for where it may be cut. */
  titled?: boolean;
}) => (
  <bdi className={className} title={titled ? withoutIsolates(text) : undefined}>
    {withoutIsolates(text)}
  </bdi>
);
