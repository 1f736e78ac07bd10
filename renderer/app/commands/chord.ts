/** A key or a combination of keys, spelled `J`, `?`, `Enter`, `ArrowDown`, `Ctrl+K`, `Ctrl+Enter`, `Shift+J`, `Alt+ArrowLeft`. */
export type Chord = string;

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The key's own name: with a Chinese input method switched on, letters are told by their place on the keyboard only. */
const nameOf = ({ key, code }: Pressed): string => {
  if (key.length === 1 && key >= ' ' && key <= '~') return key === ' ' ? 'Space' : key.toUpperCase();
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return letter;
  return /^Digit([0-9])$/.exec(code)?.[1] ?? key;
};

/** How the pressed keys are spelled. Ctrl stands for the command key too, so that one spelling serves every system. */
export const chordOf = (pressed: Pressed): Chord => {
  const name = nameOf(pressed);
  // Shift is part of what a character is (`?`), and counts by itself only for letters and named keys.
  const shift = pressed.shiftKey && (name.length > 1 || /[A-Z]/.test(name));
  return [pressed.ctrlKey || pressed.metaKey ? 'Ctrl' : '', pressed.altKey ? 'Alt' : '', shift ? 'Shift' : '', name]
    .filter(Boolean)
    .join('+');
};

/** Whether a chord is a single character key, capital letters included: the kind that may be switched off (WCAG 2.1.4). */
export const isSingleKey = (chord: Chord): boolean => /^(Shift\+)?.$/.test(chord);

/** Whether a chord begins with Ctrl or Alt, so that it means the same while somebody is typing. */
export const isCombination = (chord: Chord): boolean => /^(Ctrl|Alt)\+/.test(chord);
