import type { ChainFault, ChainFaultKind } from '../../domain/audit-chain.ts';

/**
 * What each fault of the audit chain means, in each language. `{{seq}}`: the entry's place; `{{checkpoint}}`: the checkpoint's number; `{{file}}`: the package's file name;
 * `{{at}}`: when the checkpoint was made.
 */
const chainFaultSentences: Record<ChainFaultKind, { zh: string; en: string }> = {
  missing: { zh: '缺少第 {{seq}} 条记录。', en: 'Entry {{seq}} is missing.' },
  altered: { zh: '第 {{seq}} 条记录的内容被改动过。', en: 'The content of entry {{seq}} was changed.' },
  unlinked: {
    zh: '第 {{seq}} 条记录没有接在它前一条之后：之前有记录被改动、删除、插入或调换。',
    en: 'Entry {{seq}} does not follow the one before it: something before it was changed, removed, added or moved.',
  },
  unsigned: { zh: '第 {{seq}} 条记录没有签名。', en: 'Entry {{seq}} has no signature.' },
  forged: { zh: '第 {{seq}} 条记录的签名不是本工作站密钥所签。', en: 'The signature of entry {{seq}} is not by this workstation’s key.' },
  cut: {
    zh: '记录的末尾被截去：至少应有 {{seq}} 条。',
    en: 'The end was cut off: there should be at least {{seq}} entries.',
  },
  head_altered: {
    zh: '链尾标记被改动，或有人绕过程序添加了记录。',
    en: 'The mark of the chain’s end was changed, or entries were added past the program.',
  },
  beginning_missing: { zh: '缺少签名起点的检查点。', en: 'The checkpoint with which signing began is missing.' },
  checkpoint_missing: { zh: '缺少第 {{checkpoint}} 号检查点。', en: 'Checkpoint {{checkpoint}} is missing.' },
  checkpoint_forged: {
    zh: '第 {{checkpoint}} 号检查点不是本工作站密钥所签，或被改动过。',
    en: 'Checkpoint {{checkpoint}} is not by this workstation’s key, or was changed.',
  },
  restamped: {
    zh: '到第 {{seq}} 条为止的记录与当时签下的检查点不一致：链被重新生成过。',
    en: 'The entries up to {{seq}} are not those that were signed then: the chain was made anew.',
  },
  platform_differs: {
    zh: '到第 {{seq}} 条为止的记录与平台保存的副本不一致。',
    en: 'The entries up to {{seq}} are not those of the platform’s copy.',
  },
  platform_behind: {
    zh: '平台曾确认到第 {{seq}} 条，现在保存的更少。',
    en: 'The platform had confirmed {{seq}} entries and holds fewer now.',
  },
  package_differs: {
    zh: '到第 {{seq}} 条为止的记录与结果包 {{file}} 中的检查点不一致。',
    en: 'The entries up to {{seq}} are not those of the checkpoint in {{file}}.',
  },
  package_unreadable: {
    zh: '结果包 {{file}} 中没有本工作站签名的检查点。',
    en: '{{file}} holds no checkpoint that this workstation signed.',
  },
  key_differs: {
    zh: '用来验证的公钥不是本工作站的密钥。',
    en: 'The public key that is verified with is not this workstation’s.',
  },
};

/** What a fault means, with its place. */
export const chainFaultText = (fault: ChainFault, language: 'zh' | 'en'): string =>
  chainFaultSentences[fault.kind][language].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
    String(fault[name as keyof ChainFault] ?? '?'),
  );
