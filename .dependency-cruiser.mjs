/** Who may import whom: the table of `docs/architecture.md`. Each rule's comment is the sentence CI prints. */
const area = (name) => `^electron/engine/${name}/`;
const onlyFrom = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(shared|renderer|electron|tests|resources)/', pathNot: allowed },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'A cycle means that two files are one subject, or that one direction is wrong.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'not-to-unresolvable', comment: 'This import leads nowhere.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'nothing-imports-tests',
      comment: 'Tests know everything; nothing knows the tests.',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    onlyFrom('domain-knows-only-itself', '^shared/domain/', ['^shared/domain/'], 'Pure rules know neither contract nor process.'),
    onlyFrom('contract-knows-domain', '^shared/contract/', ['^shared/(domain|contract)/'], 'A contract is made of domain words only.'),
    onlyFrom(
      'page-knows-contract',
      '^renderer/',
      ['^renderer/', '^shared/domain/', '^shared/contract/engine/'],
      'The page reaches the engine through its contract alone.',
    ),
    {
      name: 'parts-make-no-calls',
      comment: 'Shared pieces and the viewer get values; only screens and the app ask the engine.',
      severity: 'error',
      from: { path: '^renderer/(parts|viewer|i18n)/' },
      to: { path: '^renderer/(engine|screens|app)/' },
    },
    {
      name: 'screens-are-private',
      comment: 'A screen’s folder is private: what two screens need is a part.',
      severity: 'error',
      from: { path: '^renderer/screens/([^/]+)/' },
      to: { path: '^renderer/screens/([^/]+)/', pathNot: '^renderer/screens/$1/' },
    },
    onlyFrom(
      'preload-knows-contract',
      '^electron/preload/',
      ['^electron/preload/', '^shared/contract/engine/'],
      'The bridge is types and a port.',
    ),
    onlyFrom(
      'shell-stays-idle',
      '^electron/main/',
      ['^electron/main/', '^shared/domain/', '^shared/contract/engine/'],
      'The shell relays; it knows no area of the engine.',
    ),
    onlyFrom(
      'api-calls-fronts',
      '^electron/engine/(api|cli)/',
      [
        '^electron/engine/(api|cli)/',
        '^shared/(domain|contract)/',
        '^electron/engine/[^/]+/index\\.ts$',
        '^electron/engine/[^/]+\\.ts$',
        '^electron/engine/ports/',
        '^electron/intake/(sample/)?index\\.ts$',
        '^resources/',
      ],
      'The front desk calls the areas’ fronts.',
    ),
    onlyFrom(
      'care-knows-fronts',
      area('care'),
      [
        area('care'),
        '^shared/(domain|contract/engine)/',
        '^electron/engine/[^/]+/index\\.ts$',
        '^electron/engine/[^/]+\\.ts$',
        '^electron/engine/ports/',
      ],
      'Care looks into the areas by their fronts.',
    ),
    onlyFrom(
      'review-knows-right',
      area('review'),
      [area('review'), '^shared/domain/', '^electron/engine/(store|vault|sync|checks)/index\\.ts$', '^electron/engine/ports/'],
      'Areas import to their right, by index.ts, and never the engine’s contract.',
    ),
    onlyFrom(
      'insight-knows-right',
      area('insight'),
      [area('insight'), '^shared/domain/', '^electron/engine/(store|vault|review|sync|checks)/index\\.ts$', '^electron/engine/ports/'],
      'Areas import to their right, by index.ts, and never the engine’s contract.',
    ),
    onlyFrom(
      'sync-knows-right',
      area('sync'),
      [
        area('sync'),
        '^shared/domain/',
        '^shared/contract/intake/',
        '^electron/engine/(store|vault|checks)/index\\.ts$',
        // For the thread that fetches documents, which loads as little as it can.
        '^electron/engine/vault/document-files\\.ts$',
        '^electron/engine/ports/',
      ],
      'Sync alone speaks the platform’s protocol.',
    ),
    onlyFrom(
      'sign-in-knows-nobody',
      area('sign-in'),
      [area('sign-in'), '^shared/domain/', '^electron/engine/ports/'],
      'Sign-in gives tokens to whoever asks and knows neither the store nor the platform.',
    ),
    onlyFrom(
      'checks-know-no-store',
      area('checks'),
      [area('checks'), '^shared/domain/', '^electron/engine/ports/', '^resources/'],
      'Checks take bytes and fields and give findings.',
    ),
    onlyFrom(
      'store-knows-no-vault',
      area('store'),
      [area('store'), '^shared/domain/', '^electron/engine/ports/'],
      'Store and vault never know each other.',
    ),
    onlyFrom(
      'vault-knows-no-store',
      area('vault'),
      [area('vault'), '^shared/domain/', '^electron/engine/ports/'],
      'Store and vault never know each other.',
    ),
    onlyFrom(
      'ports-know-nobody',
      area('ports'),
      [area('ports'), '^shared/domain/(failure|uuid|shanghai-time|redaction|crash)\\.ts$'],
      'A port has no domain word in it.',
    ),
    onlyFrom(
      'intake-stands-alone',
      '^electron/intake/',
      ['^electron/intake/', '^shared/domain/', '^shared/contract/intake/', '^resources/'],
      'The reference server shares the protocol with the workstation and nothing else.',
    ),
    {
      name: 'electron-only-in-the-shell',
      comment: 'The engine is plain Node; only the shell, the bridge and the start-up helpers know Electron.',
      severity: 'error',
      from: { path: '^(electron/(engine|intake)|shared|renderer)/' },
      to: { path: '^(node_modules/electron/|electron$)' },
    },
    {
      name: 'sql-only-in-stores',
      comment: 'SQL lives in store/ and nowhere else.',
      severity: 'error',
      from: { pathNot: '^(electron/engine/store|electron/intake/store|tests)/' },
      to: { path: 'node_modules/(better-sqlite3|better-sqlite3-multiple-ciphers)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(out|dist)/', '\\.d\\.mts$'] },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
    progress: { type: 'none' },
  },
};
