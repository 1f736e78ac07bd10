import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useSettings } from '../../engine/index.ts';
import { type CommandPlace, knownCommands } from './catalogue.ts';
import { chordOf, isCombination, isSingleKey } from './chord.ts';
import {
  addCommands,
  type Command,
  commandFor,
  keysNow,
  nextPlace,
  onCommandsChange,
  type PresentCommand,
  presentCommands,
} from './registry.ts';
import { useCommandTitles } from './titles.ts';
import { useBindings } from './use-keys.ts';

/** Offers commands while the component that calls it is on the screen. The list may be new at every rendering. */
export const useCommands = (commands: readonly Command[]): void => {
  const latest = useRef(commands);
  const [place] = useState(nextPlace);
  useLayoutEffect(() => {
    latest.current = commands;
  });
  useEffect(() => addCommands(() => latest.current, place), [place]);
};

let listed: Command[] = [];
const presentList = (): Command[] => {
  const commands = presentCommands();
  const same =
    commands.length === listed.length &&
    commands.every((command, index) => command.name === listed[index]?.name && command.title === listed[index]?.title);
  if (!same) listed = commands;
  return listed;
};

/** The commands there are now with their keys and what they are called, for the palette and the key help: those of the screen before those of everywhere. */
export const usePresentCommands = (): PresentCommand[] => {
  const bindings = useBindings();
  const { title, place } = useCommandTitles();
  const placeOf = (command: Command): CommandPlace => command.place ?? knownCommands.get(command.name)?.place ?? 'everywhere';
  return useSyncExternalStore(onCommandsChange, presentList)
    .toSorted((one, other) => Number(placeOf(one) === 'everywhere') - Number(placeOf(other) === 'everywhere'))
    .map((command) => ({
      ...command,
      keys: keysNow(command, bindings),
      title: command.keys === undefined ? (command.title ?? title[command.name]) : command.title,
      group: place[placeOf(command)],
    }));
};

const isTyping = (target: Element): boolean =>
  target.matches('textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"], [role="combobox"]') ||
  (target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range', 'submit'].includes(target.type));

/** Keys by which a focused control is worked; they belong to it and not to the screen. */
const isItsOwnKey = (target: Element, chord: string): boolean => {
  if (target.closest('[role="menu"], [role="listbox"], [role="radiogroup"], [role="tablist"]') !== null)
    return /^(Arrow|Home|End|Enter|Space)/.test(chord);
  return target.matches('button, a, summary, input, [role="button"], [role="switch"]') && (chord === 'Enter' || chord === 'Space');
};

/** Listens to the keyboard for all commands. Called once, by the layout. */
export const useCommandKeys = (): void => {
  const { singleKeys } = useSettings();
  const bindings = useBindings();
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : document.body;
      const chord = chordOf(event);
      if (isSingleKey(chord) && !singleKeys) return;
      if (isItsOwnKey(target, chord)) return;
      const typing = isTyping(target);
      const combination = isCombination(chord);
      const dialogue = isDialogueOpen();
      const command = commandFor(
        chord,
        ({ whileTyping, inDialogue }) => (!typing || (whileTyping ?? combination)) && (!dialogue || inDialogue === true),
        bindings,
      );
      if (command === undefined) return;
      event.preventDefault();
      if (!(event.repeat && command.once === true)) command.run();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [singleKeys, bindings]);
};

/** A closed dialogue may stay in the page, unseen. */
const isDialogueOpen = (): boolean =>
  [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].some((dialogue) => dialogue.checkVisibility());
