import { KeyCap } from '../../parts/index.ts';
import type { CommandName } from './catalogue.ts';
import { useKeys } from './use-keys.ts';

/** The key of a command as it is now, beside what does the same by mouse. Nothing where it has none. */
export const CommandKey = ({ name }: { name: CommandName }) => {
  const chord = useKeys().shown(name);
  return chord === undefined ? null : <KeyCap chord={chord} />;
};
