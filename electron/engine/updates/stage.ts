import { createHash } from 'node:crypto';

/**
 * A workstation's place (0–99) in the roll-out with that seed: the same each time, another one for another seed, and spread evenly. The first 48 bits of SHA-256 over both, so that no place is
 * favoured by more than one in 10¹².
 */
export const stagePlace = (workstationId: string, seed: string): number =>
  createHash('sha256').update(`shenhetai release stage 1\n${workstationId}\n${seed}`).digest().readUIntBE(0, 6) % 100;
