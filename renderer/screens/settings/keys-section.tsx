import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  bindKey,
  type Chord,
  type CommandName,
  commandPlaces,
  commandsAt,
  type KeyObstacle,
  keysOf,
  mostKeys,
  type Rebinding,
  resetAll,
  resetKeys,
  unbindKey,
  useBindings,
  useCommandTitles,
} from '../../app/commands/index.ts';
import { useChangeSettings } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { Section } from '../../parts/index.ts';
import { type Awaited, KeyRow } from './key-row.tsx';
import './keys-section.css';

/** Every command with its keys, by place; a key that another command has is refused with that command's name. */
export const KeysSection = () => {
  const { t } = useTranslation('settings');
  const titles = useCommandTitles();
  const bindings = useBindings();
  const { mutate } = useChangeSettings();
  const [awaited, setAwaited] = useState<Awaited>();
  const [refused, setRefused] = useState<{ name: CommandName; chord?: Chord; obstacle: KeyObstacle }>();
  const [typed, setTyped] = useState('');

  const keep = (kept: typeof bindings): void => {
    setRefused(undefined);
    setAwaited(undefined);
    mutate({ keys: Object.fromEntries(Object.entries(kept).map(([name, keys]) => [name, [...keys]])) });
  };
  const settle = (name: CommandName, rebinding: Rebinding, chord?: Chord): void => {
    if (rebinding.kind === 'bound') keep(rebinding.bindings);
    else if (rebinding.kind === 'refused') {
      setAwaited(undefined);
      setRefused({ name, obstacle: rebinding.obstacle, ...(chord === undefined ? {} : { chord }) });
    }
  };
  const sentence = ({ chord, obstacle }: NonNullable<typeof refused>): string => {
    switch (obstacle.kind) {
      case 'taken':
        return t('keys.taken', { key: obstacle.chord, command: titles.title[obstacle.by], place: titles.place[obstacle.place] });
      case 'reserved':
        return t('keys.reserved', { key: chord });
      case 'not_combined':
        return t('keys.notCombined', { key: chord });
      case 'too_many':
        return t('keys.tooMany', { most: mostKeys });
      default:
        return obstacle satisfies never;
    }
  };
  const wanted = (name: CommandName): boolean =>
    typed.trim() === '' || `${titles.title[name]} ${keysOf(name, bindings).join(' ')}`.toLowerCase().includes(typed.trim().toLowerCase());
  const changed = Object.keys(bindings).length > Object.keys(resetAll(bindings)).length;
  return (
    <Section
      title={t('keys.title')}
      detail={t('keys.detail')}
      actions={
        <>
          <Input
            className="keys-find"
            allowClear
            aria-label={t('keys.find')}
            placeholder={t('keys.find')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button disabled={!changed} onClick={() => keep(resetAll(bindings))}>
            {t('keys.resetAll')}
          </Button>
        </>
      }
    >
      <div className="keys-places">
        {commandPlaces.map((place) => {
          const names = commandsAt(place).filter(wanted);
          if (names.length === 0) return null;
          return (
            <section key={place} className="keys-place" aria-label={titles.place[place]}>
              <h3>{titles.place[place]}</h3>
              {names.map((name) => (
                <KeyRow
                  key={name}
                  name={name}
                  title={titles.title[name]}
                  keys={keysOf(name, bindings)}
                  changed={bindings[name] !== undefined}
                  awaited={awaited}
                  refusal={refused?.name === name ? sentence(refused) : undefined}
                  onAwait={(next) => {
                    setAwaited(next);
                    setRefused(undefined);
                  }}
                  onPress={(chord) => settle(name, bindKey(bindings, name, chord, awaited?.instead), chord)}
                  onRemove={(chord) => keep(unbindKey(bindings, name, chord))}
                  onReset={() => settle(name, resetKeys(bindings, name))}
                />
              ))}
            </section>
          );
        })}
      </div>
    </Section>
  );
};
