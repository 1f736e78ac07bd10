/**
 * What this server bounds, told to the workstation by `GET /v1/session`. The figures are ours, chosen so that one answer stays within a few MB and
 * one workstation can't take a whole day's applications for itself; the contract's schemas bound them from above.
 */
export const limits = {
  /** Most changes in a page. */
  changes: 500,
  /** Changes in a page when the workstation does not say. */
  changesByDefault: 200,
  /** Most decisions in a call (the contract's bound). */
  decisions: 500,
  /** Largest document, bytes (the contract's bound). */
  documentBytes: 104_857_600,
  /** Longest lease, seconds: a working day. */
  claimTtlSeconds: 28_800,
  /** Most live claims of one workstation. */
  claims: 200,
  /** Largest body of a call that carries decisions or audit entries, bytes, unpacked. */
  bulkBodyBytes: 16_777_216,
  /** Calls a second of one token: several times what a workstation comes to that fetches over a fast line. */
  callsPerSecond: 2_000,
  /** Refused tokens a minute from one address, after which that address is told to wait: enough for an office that was signed out, far too few to guess a token of 256 bits. */
  refusalsPerMinute: 120,
  /** Largest body of any other call, bytes. */
  bodyBytes: 65_536,
} as const;
