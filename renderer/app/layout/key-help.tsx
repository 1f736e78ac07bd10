import { useSettings } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { Dialogue, KeyCap } from '../../parts/index.ts';
import { type PresentCommand, usePresentCommands } from '../commands/index.ts';

/** The commands that have keys, by group. */
const grouped = (commands: readonly PresentCommand[]): [string, PresentCommand[]][] => [
  ...Map.groupBy(
    commands.filter(({ keys }) => keys.length > 0),
    ({ group }) => group,
  ),
];

/** The keys of the present screen. */
export const KeyHelp = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('app');
  const { singleKeys } = useSettings();
  const groups = grouped(usePresentCommands());
  return (
    <Dialogue title={t('keyHelp.title')} width={760} onClose={onClose}>
      {singleKeys ? null : <p className="key-help-off">{t('keyHelp.off')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list longer than the window is scrolled by keyboard */}
      <section className="key-help" aria-label={t('keyHelp.title')} tabIndex={0}>
        <div className="key-help-columns">
          {groups.map(([group, commands]) => (
            <section key={group} className="key-help-group" aria-label={group}>
              <h2>{group}</h2>
              <dl>
                {commands.map((command) => (
                  <div key={command.name}>
                    <dt>{command.title}</dt>
                    <dd>
                      {command.keys.map((chord) => (
                        <KeyCap key={chord} chord={chord} spoken />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </section>
    </Dialogue>
  );
};
