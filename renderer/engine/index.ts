/**
 * The page's one door to the engine: a connection that survives the engine's restarts, and a hook for each call of the contract.
 * Promises that answers are unwrapped (what fails is a `FailureError`), kept per area, and made stale by the engine's own events.
 * Called by the screens and the app; nothing else of the page touches the port or `window.desk`.
 */
export { useReadingAnnouncements, useUnreadAnnouncements } from './announcements.ts';
export { useAuditChain, useAuditPage, useExportAudit, useVerifyAudit } from './audit.ts';
export { useDiagnosis, useWriteBundle } from './care.ts';
export { useClaimCount, useClaims, useGiveBackClaims, useTakeClaims } from './claims.ts';
export type { Engine } from './client.ts';
export { useColleagueNotes } from './colleague-notes.ts';
export { useConflict, useDecideAgain, useDropDraft, useKeptDrafts } from './conflicts.ts';
export { copiedText } from './copied.ts';
export { startEngine } from './engine.ts';
export { failureOf } from './failure.ts';
export { useFeedbackCounts, useFindingFeedback } from './feedback.ts';
export { useExportInsight, useInsight } from './insight.ts';
export { useDropDecision, useOutbox, useRetryDecision } from './outbox.ts';
export {
  useChangePackages,
  useDistrustKey,
  useExportPackage,
  useFileChoice,
  useImportPackage,
  usePackages,
  useTrustKey,
} from './packages.ts';
export { useWhatIf } from './policy.ts';
export { tellPrintable, useDecisionSheet, usePrint } from './print.ts';
export { EngineProvider, useConnectionState } from './provider.tsx';
export { useAskNext, useAskRows, useListTotals, useNextApplications, useQueueCounts, useQueuePage, useQueuePages } from './queue.ts';
export { useRequestSheet, useRequests, useSaveRequestDraft } from './requests.ts';
export {
  useDecide,
  useDecideAlike,
  useNoticePreview,
  usePostpone,
  usePrefetchSheets,
  usePreviewAlike,
  useRecordOpening,
  useReviewSheet,
  useSaveDraft,
  useTakeBack,
} from './review.ts';
export { useNewRules, useRules } from './rules.ts';
export {
  useExplainDifference,
  useFormSecondView,
  useSecondLook,
  useSecondLookAgreement,
  useSecondLookCount,
  useSecondLooks,
} from './second-look.ts';
export {
  useAbout,
  useChangeSettings,
  useLicenceText,
  useReadSettings,
  useSettings,
  useShellVersions,
  useShippedComponents,
} from './settings.ts';
export { useAnnouncedSignIn, useBrowserSignIn, useCancelSignIn, useSignOut } from './sign-in.ts';
export { useApplicantSearch, useApplicantStatus } from './status.ts';
export { useAnnouncements, useClockOffset, useErasure, useStartExchange, useStopExchange, useTransfer } from './sync.ts';
export { useCheckUpdates, useFetchUpdate, useInstallUpdate, useTakeUpdate, useUpdates } from './updates.ts';
export {
  useBindToDesktop,
  useChangePassphrase,
  useCreateVault,
  useFreshRecoveryCode,
  useLock,
  useMakeRecoveryCode,
  useRecoverVault,
  useSignIn,
  useUnlock,
  useVaultState,
} from './vault.ts';
export { useAnotherVault, useChooseVault, useVaults } from './vaults.ts';
