/**
 * The tour: two minutes over the real screens, for somebody who has never sat here. Promises that it begins by itself only over the demo's batch and only until it was seen, that it
 * goes by keyboard alone, that Escape ends it at any step, and that it is taken up where it was left. The frame shows it; settings and the palette start it.
 */
export { startTour } from './running.ts';
export { TourOverDesk } from './tour.tsx';
