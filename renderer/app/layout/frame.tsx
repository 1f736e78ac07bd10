import { useCommandKeys } from '../commands/index.ts';
import { useRoute } from '../routes/index.ts';
import { TourOverDesk } from '../tour/index.ts';
import { ActiveAnnouncements } from './active-announcements.tsx';
import { ErrorFence } from './error-fence.tsx';
import { FreshRecoveryCode } from './fresh-recovery-code.tsx';
import { KeyHelp } from './key-help.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { ScreenOf } from './screen-of.tsx';
import { StatusLine } from './status-line.tsx';
import { useGlobalCommands } from './use-global-commands.ts';
import { useIdleLock } from './use-idle-lock.ts';

/** The desk: navigation on the left, the screen, the status mark below it. */
export const Frame = () => {
  const route = useRoute();
  const { palette, help, showPalette, showHelp, closePalette, closeHelp } = useGlobalCommands();
  useCommandKeys();
  useIdleLock();
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
      <TourOverDesk />
      <FreshRecoveryCode />
      {palette ? <Palette onClose={closePalette} /> : null}
      {help ? <KeyHelp onClose={closeHelp} /> : null}
    </div>
  );
};
