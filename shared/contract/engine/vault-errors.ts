import type { FailureCode } from '../../domain/failure.ts';
import type { Sentences } from './sentences.ts';

/** Failures of the vault, of the ways into it, and of its backups. Which of several vaults is meant, signing in tells. */
type VaultFailure = Exclude<
  Extract<
    FailureCode,
    `vault_${string}` | `passphrase_${string}` | `recovery_code_${string}` | 'desktop_absent' | 'backup_damaged' | 'folder_not_empty'
  >,
  'vault_unknown'
>;

/** What is told of them; `errors.ts` has the others, and what the placeholders are. */
export const vaultSentences: Record<VaultFailure, { zh: Sentences; en: Sentences }> = {
  vault_absent: {
    zh: { what: '这台工作站还没有建立保险库。', kept: '没有改动任何内容。', todo: '请先完成首次启动，或运行 desk init。' },
    en: { what: 'This workstation has no vault yet.', kept: 'Nothing was changed.', todo: 'Finish the first start, or run desk init.' },
  },
  vault_exists: {
    zh: { what: '这个文件夹里已经有一个保险库。', kept: '原有保险库保持不变。', todo: '请解锁它，或另选一个文件夹。' },
    en: {
      what: 'This folder already holds a vault.',
      kept: 'The existing vault is untouched.',
      todo: 'Unlock it, or choose another folder.',
    },
  },
  vault_locked: {
    zh: { what: '工作站已锁定。', kept: '所有决定与草稿都已保存。', todo: '请输入口令解锁。' },
    en: { what: 'The workstation is locked.', kept: 'All decisions and drafts are saved.', todo: 'Enter the passphrase to unlock it.' },
  },
  vault_damaged: {
    zh: {
      what: '保险库文件或数据库已损坏、被改动，或两者不属于同一工作站，无法读取。',
      kept: '文件保持原样，没有写入。',
      todo: '请先另存整个数据文件夹，再恢复备份（desk restore）或升级前的副本（desk database copies），或联系管理员。',
    },
    en: {
      what: 'The vault file or the database is damaged, was changed, or does not belong to the other, and can’t be read.',
      kept: 'The files are left as they are.',
      todo: 'Put the whole data folder aside, then restore a backup (desk restore) or a copy from before a migration (desk database copies), or ask your administrator.',
    },
  },
  passphrase_wrong: {
    zh: { what: '口令不正确。', kept: '没有改动任何内容。', todo: '请重新输入；多次输错后需要等待片刻才能再试。' },
    en: {
      what: 'That passphrase is not right.',
      kept: 'Nothing was changed.',
      todo: 'Type it again; after several wrong ones there is a short wait.',
    },
  },
  passphrase_weak: {
    zh: {
      what: '口令太短，至少需要 {{minLength}} 个字符。',
      kept: '没有改动任何内容。',
      todo: '请换一个更长的口令，几个不相关的词就很好。',
    },
    en: {
      what: 'The passphrase is too short; it needs at least {{minLength}} characters.',
      kept: 'Nothing was changed.',
      todo: 'Choose a longer one; a few unrelated words do well.',
    },
  },
  passphrase_guessable: {
    zh: {
      what: '这个口令很容易被猜到（重复、连续的字符，或常见的口令）。',
      kept: '没有改动任何内容。',
      todo: '请换成几个互不相关的词。',
    },
    en: {
      what: 'That passphrase is easily guessed: it repeats itself, runs along the keys, or is one that everybody tries.',
      kept: 'Nothing was changed.',
      todo: 'Choose a few words that have nothing to do with each other.',
    },
  },
  desktop_absent: {
    zh: {
      what: '这个保险库只能在它自己的电脑上用口令打开，而本机的系统密钥库里没有它的另一半密钥。',
      kept: '保险库保持不变。',
      todo: '请在原来的电脑上用窗口打开，或使用恢复码（desk vault recover）。',
    },
    en: {
      what: 'The passphrase opens this vault on its own desktop only, and the key store here does not hold the other half of its key.',
      kept: 'The vault is untouched.',
      todo: 'Open it in the window of that desktop, or use the recovery code (desk vault recover).',
    },
  },
  recovery_code_absent: {
    zh: {
      what: '这个保险库还没有恢复码。',
      kept: '没有改动任何内容。',
      todo: '请先用口令解锁，在设置中生成恢复码（或运行 desk vault recovery-code）。',
    },
    en: {
      what: 'This vault has no recovery code.',
      kept: 'Nothing was changed.',
      todo: 'Unlock it with the passphrase and make a code in Settings, or with desk vault recovery-code.',
    },
  },
  recovery_code_mistyped: {
    zh: {
      what: '恢复码里有输错的字符，或少输了几个。',
      kept: '没有改动任何内容，也没有计入错误次数。',
      todo: '请对照写下的 8 组字符再输入一次。',
    },
    en: {
      what: 'The recovery code has a wrong character in it, or some are missing.',
      kept: 'Nothing was changed, and it was not counted as a try.',
      todo: 'Type the eight groups again as they are written down.',
    },
  },
  recovery_code_wrong: {
    zh: {
      what: '恢复码不是这个保险库现在的恢复码。',
      kept: '没有改动任何内容。',
      todo: '请使用最近一次生成的恢复码；多次输错后需要等待片刻才能再试。',
    },
    en: {
      what: 'That is not this vault’s present recovery code.',
      kept: 'Nothing was changed.',
      todo: 'Use the one that was made last; after several wrong ones there is a short wait.',
    },
  },
  backup_damaged: {
    zh: {
      what: '这个文件不是完整的备份（{{part}}）。',
      kept: '没有恢复任何内容。',
      todo: '请使用另一份备份。',
    },
    en: {
      what: 'The file is not a whole backup ({{part}}).',
      kept: 'Nothing was restored.',
      todo: 'Use another copy of the backup.',
    },
  },
  folder_not_empty: {
    zh: { what: '要恢复到的文件夹不是空的。', kept: '文件夹保持不变。', todo: '请另选一个空文件夹。' },
    en: { what: 'The folder to restore into is not empty.', kept: 'The folder is untouched.', todo: 'Name an empty folder.' },
  },
};
