import type { Reviewer } from '../../../../shared/domain/transfer.ts';

/** The role that a package without a trusted signature may give. */
const leastRole = 'reviewer';

/** Who decides here after an import, where that is somebody else than before, and whether the package named more than it may. */
export type NamedReviewer = { reviewer?: Reviewer; passedOver: boolean };

/**
 * What becomes of the reviewer whom a package names. Only a trusted signature names anybody with any roles. Without one a package says who begins at a
 * workstation where nobody was named yet, since nobody else could, and as a plain reviewer; from then on it changes neither the person nor the roles.
 * @param workstationId stands in the reviewer's place while nobody was named
 */
export const reviewerAfter = (present: Reviewer | undefined, workstationId: string, named: Reviewer, trusted: boolean): NamedReviewer => {
  const { id, name, roles } = named;
  const known = (role: string): boolean => present?.roles.includes(role) === true;
  const same = present?.id === id && present.name === name;
  if (trusted)
    return same && roles.length === present.roles.length && roles.every(known)
      ? { passedOver: false }
      : { reviewer: named, passedOver: false };
  if (present === undefined || present.id === workstationId)
    return { reviewer: { id, name, roles: [leastRole] }, passedOver: roles.some((role) => role !== leastRole) };
  return { passedOver: !same || !roles.every(known) };
};
