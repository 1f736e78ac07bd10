import { useSyncExternalStore } from 'react';

/** The step that is shown; undefined: no tour is under way. */
let present: number | undefined;
/** Whether somebody asked for the tour, so that it begins wherever it was left. */
let asked = false;
/** Whether it was left in this run of the page; it does not begin by itself again. */
let left = false;
const listeners = new Set<() => void>();
const told = (): void => {
  for (const listener of [...listeners]) listener();
};
const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Asks for the tour: it begins, or goes on where it was left. */
export const startTour = (): void => {
  asked = true;
  told();
};

/** Shows a step, or none. */
export const showStep = (step: number | undefined): void => {
  if (step === undefined) left = true;
  present = step;
  asked = false;
  told();
};

/** The step that is shown, whether the tour was asked for and has not begun yet, and whether it was left before. */
export const useRunning = (): { step: number | undefined; asked: boolean; left: boolean } => {
  const step = useSyncExternalStore(listen, () => present);
  const wanted = useSyncExternalStore(listen, () => asked);
  return { step, asked: wanted, left };
};
