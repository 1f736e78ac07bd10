import { createHmac } from 'node:crypto';

/** Bits of the hash that make a ticket: as many as a number holds exactly, with room to spare. */
const ticketBits = 48;

/**
 * The ticket that a decision draws, 0 (included) to 1 (excluded): the first 48 bits of HMAC-SHA-256 with the seed as key (UTF-8) over the decision's identifier.
 * A pure function of the two, so that whoever reads the seed in the audit chain can verify every draw, in whatever order decisions came.
 */
export const ticketOf = (seed: string, decisionId: string): number =>
  createHmac('sha256', seed)
    .update(decisionId)
    .digest()
    .readUIntBE(0, ticketBits / 8) /
  2 ** ticketBits;

/** What stands before a decision's identifier when its own reviewer's other look is drawn: so one draw says nothing about the other. */
export const ownDraw = 'own:';

/** Whether a decision is drawn for a second look at that share (0–1). A larger share draws all that a smaller one does, and more. */
export const isDrawn = (seed: string, decisionId: string, share: number): boolean => ticketOf(seed, decisionId) < share;
