/** The applications looked at in this sitting, in order, and the place in it: what J and K walk along. */
export type Trail = { ids: readonly string[]; at: number };

/** Nothing looked at yet. */
export const emptyTrail: Trail = { ids: [], at: -1 };

/** The trail after opening an application: one already on it is gone back to, a new one is put behind the present place. */
export const opened = (trail: Trail, applicationId: string): Trail => {
  if (trail.ids[trail.at] === applicationId) return trail;
  const known = trail.ids.indexOf(applicationId);
  if (known !== -1) return { ids: trail.ids, at: known };
  return { ids: [...trail.ids.slice(0, trail.at + 1), applicationId, ...trail.ids.slice(trail.at + 1)], at: trail.at + 1 };
};

/** The application before the present one, and the one after it that was looked at already. */
export const earlierOn = ({ ids, at }: Trail): string | undefined => (at > 0 ? ids[at - 1] : undefined);
/** See {@link earlierOn}. */
export const laterOn = ({ ids, at }: Trail): string | undefined => ids[at + 1];
