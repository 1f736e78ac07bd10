import type { Chord } from './chord.ts';

/** Where commands belong, in the order in which they are listed. */
export const commandPlaces = [
  'everywhere',
  'queue',
  'review',
  'photos',
  'requests',
  'secondReview',
  'status',
  'transfer',
  'policy',
  'insight',
  'audit',
] as const;
/** One of {@link commandPlaces}. */
export type CommandPlace = (typeof commandPlaces)[number];

/**
 * Every command whose keys can be changed, by place, with the keys it has to begin with; the first is the one shown. Names are stable: a
 * person's own keys are kept under them. Keys that follow from what is on the screen (the number of a suggestion, Escape) are fixed, and
 * stand at the command itself.
 */
const catalogue = {
  everywhere: {
    palette: ['Ctrl+K', '/'],
    keys: ['?', 'F1'],
    lock: ['Ctrl+L'],
    'go.queue': ['Alt+1'],
    'go.requests': ['Alt+2'],
    'go.transfer': ['Alt+3'],
    'go.announcements': ['Alt+4'],
    'go.policy': ['Alt+5'],
    'go.settings': ['Alt+6'],
    'go.about': ['Alt+7'],
    'go.insight': ['Alt+8'],
    'go.second-review': ['Alt+9'],
    'go.status': ['Alt+0'],
    'go.audit': ['Alt+-'],
  },
  queue: {
    'queue.open': ['Enter'],
    'queue.next': ['J', 'ArrowDown'],
    'queue.previous': ['K', 'ArrowUp'],
    'queue.pageDown': ['PageDown'],
    'queue.pageUp': ['PageUp'],
    'queue.first': ['Home'],
    'queue.last': ['End'],
    'queue.search': ['Ctrl+F'],
    'queue.take': ['T'],
    'queue.view.mine': ['1'],
    'queue.view.at_risk': ['2'],
    'queue.view.resubmissions': ['3'],
    'queue.view.requests': ['4'],
    'queue.view.flagged': ['5'],
    'queue.view.decided_today': ['6'],
    'queue.view.all': ['7'],
    'queue.own.1': ['8'],
    'queue.own.2': ['9'],
    'queue.own.3': ['0'],
    'queue.filter': ['F'],
    'queue.clearFilter': ['Shift+F'],
    'queue.saveView': ['V'],
    'queue.columns': ['C'],
    'queue.select': ['Space', 'X'],
    'queue.selectDown': ['Shift+ArrowDown', 'Shift+J'],
    'queue.selectUp': ['Shift+ArrowUp', 'Shift+K'],
    'queue.selectAll': ['Ctrl+A'],
    'queue.giveBack': ['G'],
    'queue.alike': ['R'],
  },
  review: {
    'review.approve': ['A'],
    'review.request_fixes': ['F'],
    'review.reject': ['R'],
    'review.escalate': ['E'],
    'review.decide': ['Ctrl+Enter'],
    'review.postpone': ['S'],
    'review.takeBack': ['Z'],
    'review.next': ['J'],
    'review.previous': ['K'],
    'review.fieldBelow': ['ArrowDown'],
    'review.fieldAbove': ['ArrowUp'],
    'review.match': ['M'],
    'review.differs': ['D'],
    'review.unreadable': ['U'],
    'review.reveal': ['V'],
    'review.note': ['N'],
    'review.dispute': ['W'],
    'review.colleagueNote': ['Shift+N'],
    'review.print': ['Ctrl+P'],
  },
  photos: {
    'review.photoBefore': ['[', 'Alt+['],
    'review.photoAfter': [']', 'Alt+]'],
    'review.turnRight': ['T'],
    'review.turnLeft': ['Shift+T'],
    'review.straightenRight': ['.'],
    'review.straightenLeft': [','],
    'review.zoomIn': ['+', '='],
    'review.zoomOut': ['-'],
    'review.fit': ['0'],
    'review.actual': ['1'],
    'review.loupe': ['Q'],
    'review.adjust': ['L'],
    'review.grey': ['G'],
    'review.invert': ['I'],
    'review.resetPhoto': ['Shift+L'],
    'review.evidence': ['B'],
    'review.mark': ['X', 'Alt+X'],
    'review.pair': ['P'],
    'review.pairNext': ['Shift+P'],
    'review.link': ['Y'],
    'review.wipe': ['H'],
    'review.compareSimilar': ['Shift+D'],
  },
  requests: {
    'requests.next': ['J', 'ArrowDown'],
    'requests.previous': ['K', 'ArrowUp'],
    'requests.approve': ['A'],
    'requests.request_fixes': ['F'],
    'requests.reject': ['R'],
    'requests.escalate': ['E'],
    'requests.decide': ['Ctrl+Enter'],
    'requests.takeBack': ['Z'],
    'requests.reveal': ['V'],
    'requests.application': ['O'],
  },
  secondReview: {
    'secondReview.next': ['J', 'ArrowDown'],
    'secondReview.previous': ['K', 'ArrowUp'],
    'secondReview.open': ['Enter'],
    'secondReview.takeBack': ['Z'],
  },
  status: {
    'status.focus': ['Ctrl+F'],
    'status.down': ['ArrowDown', 'J'],
    'status.up': ['ArrowUp', 'K'],
    'status.review': ['O', 'Enter'],
    'status.request': ['Q'],
    'status.copy': ['C'],
  },
  transfer: {
    'outbox.resolve': ['Enter'],
    'transfer.start': ['R'],
    'transfer.stop': ['S'],
    'claims.take': [],
    'claims.takeAlong': [],
  },
  policy: { 'policy.tryOut': ['Ctrl+Enter'] },
  insight: { 'insight.numbers': ['N'] },
  audit: { 'audit.verify': ['V'], 'audit.older': ['J'], 'audit.newer': ['K'], 'audit.newest': ['Home'], 'audit.export': ['Ctrl+E'] },
} as const satisfies Record<CommandPlace, Record<string, readonly Chord[]>>;

/** Commands that end a form: done while somebody types in it, so a key that writes a character would do it by mistake. */
export const combinationsOnly: readonly string[] = ['review.decide', 'requests.decide', 'policy.tryOut'];

type Catalogue = typeof catalogue;
/** The name of a command whose keys can be changed. */
export type CommandName = { [Place in CommandPlace]: keyof Catalogue[Place] & string }[CommandPlace];

/** The commands of a place in their order. */
export const commandsAt = (place: CommandPlace): CommandName[] => Object.keys(catalogue[place]) as CommandName[];

/** Every command with its place and the keys it has to begin with. */
export const knownCommands: ReadonlyMap<string, { place: CommandPlace; keys: readonly Chord[] }> = new Map(
  commandPlaces.flatMap((place) =>
    Object.entries(catalogue[place]).map(([name, keys]): [string, { place: CommandPlace; keys: readonly Chord[] }] => [
      name,
      { place, keys },
    ]),
  ),
);
