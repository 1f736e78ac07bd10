import { type Frame, fillingScale, lyingSize, type ViewCommand, type ViewState } from './view-state.ts';

/**
 * What a command that changed one photo's view means for the photo beside it: as much nearer or further, as far moved. How a photo lies is its own; undefined where
 * nothing follows.
 */
export const following = (command: ViewCommand, before: ViewState, after: ViewState): ViewCommand | undefined => {
  if (command.do === 'turn' || command.do === 'straighten' || command.do === 'show' || command.do === 'reframe') return undefined;
  if (after.fitted) return { do: 'fit' };
  if (command.do === 'pan') return { do: 'pan', by: { x: after.offset.x - before.offset.x, y: after.offset.y - before.offset.y } };
  return { do: 'zoom', factor: after.scale / before.scale, ...('at' in command ? { at: command.at } : {}) };
};

/** The view of a photo laid exactly where another lies: as near in proportion to the whole, the same place in the middle, and lying the same way. */
export const laidOver = (view: ViewState, frame: Frame, over: Frame): ViewState => {
  const { turn, slant } = view;
  const scale = fillingScale(over, { turn, slant }) * (view.scale / fillingScale(frame, { turn, slant }));
  const from = lyingSize(frame.picture, { turn, slant });
  const to = lyingSize(over.picture, { turn, slant });
  return {
    ...view,
    scale,
    offset: {
      x: (view.offset.x * to.width * scale) / (from.width * view.scale),
      y: (view.offset.y * to.height * scale) / (from.height * view.scale),
    },
  };
};
