import type { Diagnosis, DiagnosisCause } from '../../domain/diagnosis.ts';

/** What was found, and what to do; an empty one: nothing. */
type Words = { what: string; todo: string };
const nothing = '';
const unlock = {
  zh: { what: '工作站已锁定，没有检查。', todo: '提供口令（DESK_PASSPHRASE）后再检查。' },
  en: { what: 'The workstation is locked, so this was not looked at.', todo: 'Give the passphrase (DESK_PASSPHRASE) and look again.' },
};
const unreadable = {
  zh: { what: '数据库中这一部分读不出来，没有检查。', todo: '见上面的数据库一项。' },
  en: { what: 'This part of the database can’t be read, so it was not looked at.', todo: 'See what is said of the database.' },
};

/** A sentence in each language for everything that a diagnosis may find. Placeholders `{{name}}` are filled from `details`. */
const sentences: Record<DiagnosisCause, { zh: Words; en: Words }> = {
  'folder.writable': {
    zh: { what: '数据文件夹可以写入。', todo: nothing },
    en: { what: 'The data folder can be written to.', todo: nothing },
  },
  'folder.unwritable': {
    zh: { what: '数据文件夹不能写入（{{code}}）。', todo: '检查文件夹的权限与磁盘。' },
    en: { what: 'The data folder can’t be written to ({{code}}).', todo: 'Check its permissions and the disk.' },
  },
  'folder.open_to_others': {
    zh: { what: '这台电脑上的其他用户可以读取数据文件夹（权限 {{mode}}）。', todo: '把文件夹权限改为仅本人可用（700）。' },
    en: { what: 'Other users of this machine can read the data folder (mode {{mode}}).', todo: 'Restrict it to its owner (700).' },
  },
  'space.enough': {
    zh: { what: '磁盘剩余 {{freeMegabytes}} MB。', todo: nothing },
    en: { what: '{{freeMegabytes}} MB are free on the disk.', todo: nothing },
  },
  'space.little': {
    zh: { what: '磁盘只剩 {{freeMegabytes}} MB。', todo: '清理磁盘，至少留出 {{wantedMegabytes}} MB。' },
    en: { what: 'Only {{freeMegabytes}} MB are free on the disk.', todo: 'Free some, so that there are {{wantedMegabytes}} MB at least.' },
  },
  'space.none': {
    zh: { what: '磁盘几乎已满，只剩 {{freeMegabytes}} MB；新的决定可能无法保存。', todo: '马上清理磁盘。' },
    en: { what: 'The disk is nearly full ({{freeMegabytes}} MB free); new decisions may not be saved.', todo: 'Free some space now.' },
  },
  'log.written': {
    zh: { what: '日志可以写入，共 {{files}} 个文件。', todo: nothing },
    en: { what: 'The log is written, in {{files}} files.', todo: nothing },
  },
  'log.unwritable': {
    zh: { what: '日志没有写入。', todo: '检查 logs 文件夹的权限。' },
    en: { what: 'The log is not written.', todo: 'Check the permissions of the folder logs.' },
  },
  'versions.supported': {
    zh: { what: '审核台 {{version}}，Node {{node}}。', todo: nothing },
    en: { what: 'Workstation {{version}}, Node {{node}}.', todo: nothing },
  },
  'versions.other_node': {
    zh: { what: '引擎运行在 Node {{node}} 上，本版本随附的是 {{wanted}}。', todo: '用程序自带的 Node 启动。' },
    en: {
      what: 'The engine runs on Node {{node}}; this version comes with {{wanted}}.',
      todo: 'Start it with the Node that it comes with.',
    },
  },
  'vault.present': { zh: { what: '保险库存在。', todo: nothing }, en: { what: 'There is a vault.', todo: nothing } },
  'vault.absent': {
    zh: { what: '这个文件夹里没有保险库。', todo: '核对文件夹，或完成首次启动（desk init）。' },
    en: { what: 'There is no vault in this folder.', todo: 'Check the folder, or finish the first start (desk init).' },
  },
  'database.whole': {
    zh: { what: '数据库完整（格式 {{schema}}，{{megabytes}} MB）。', todo: nothing },
    en: { what: 'The database is whole (schema {{schema}}, {{megabytes}} MB).', todo: nothing },
  },
  'database.open': {
    zh: { what: '数据库可以打开（格式 {{schema}}，{{megabytes}} MB），没有逐页检查。', todo: '逐页检查请运行 desk doctor。' },
    en: {
      what: 'The database opens (schema {{schema}}, {{megabytes}} MB); its pages were not looked at one by one.',
      todo: 'For that, run desk doctor.',
    },
  },
  'database.damaged': {
    zh: {
      what: '数据库有损坏，或被人改动过（{{problems}} 处）。',
      todo: '停止使用，另存整个数据文件夹，再恢复备份（desk restore）或升级前的副本（desk database copies）。',
    },
    en: {
      what: 'The database is damaged or was changed by somebody ({{problems}} places).',
      todo: 'Stop using it, put the whole data folder aside, and restore a backup (desk restore) or a copy from before a migration (desk database copies).',
    },
  },
  'database.dangling': {
    zh: { what: '数据库可以使用，但有 {{problems}} 行指向不存在的内容。', todo: '导出诊断包交给支持人员。' },
    en: {
      what: 'The database works, but {{problems}} rows refer to what is not there.',
      todo: 'Give a diagnostic bundle to your support.',
    },
  },
  'database.locked': unlock,
  'copies.none': {
    zh: { what: '没有升级前的数据库副本，因为尚未升级过。', todo: nothing },
    en: { what: 'There is no copy from before a migration, since there was none.', todo: nothing },
  },
  'copies.kept': {
    zh: { what: '保留着 {{copies}} 个升级前的数据库副本（{{megabytes}} MB）。', todo: nothing },
    en: { what: '{{copies}} copies of the database from before migrations are kept ({{megabytes}} MB).', todo: nothing },
  },
  'copies.many': {
    zh: { what: '升级前的数据库副本占用 {{megabytes}} MB。', todo: '确认新版本正常后，可以删除数据文件夹中的旧副本。' },
    en: {
      what: 'Copies of the database from before migrations take {{megabytes}} MB.',
      todo: 'Once the new version is known to work, the older one may be deleted.',
    },
  },
  'documents.complete': {
    zh: { what: '{{held}} 份资料文件全部在位。', todo: nothing },
    en: { what: 'The files of all {{held}} documents are there.', todo: nothing },
  },
  'documents.missing': {
    zh: { what: '{{held}} 份资料中有 {{missing}} 份的文件缺失。', todo: '保持联网，打开这些申请时会重新下载；如仍缺失，请联系平台。' },
    en: {
      what: 'The files of {{missing}} of {{held}} documents are missing.',
      todo: 'Stay online: they are fetched again when they are opened. If they stay away, ask the platform.',
    },
  },
  'documents.locked': unlock,
  'documents.unreadable': unreadable,
  'audit.confirmed': {
    zh: { what: '审计链共 {{entries}} 条，平台已确认 {{confirmed}} 条。', todo: '逐条校验请运行 desk verify-audit。' },
    en: {
      what: 'The audit chain has {{entries}} entries, of which the platform confirmed {{confirmed}}.',
      todo: 'To verify each, run desk verify-audit.',
    },
  },
  'audit.local': {
    zh: { what: '审计链共 {{entries}} 条，平台没有副本。', todo: '逐条校验请运行 desk verify-audit。' },
    en: { what: 'The audit chain has {{entries}} entries; the platform holds no copy.', todo: 'To verify each, run desk verify-audit.' },
  },
  'audit.differs': {
    zh: { what: '平台保存的审计副本与本机不一致。', todo: '保留现状，运行 desk verify-audit --platform，并联系安全负责人。' },
    en: {
      what: 'The platform’s copy of the audit differs from what is here.',
      todo: 'Leave everything as it is, run desk verify-audit --platform, and tell whoever is responsible for security.',
    },
  },
  'audit.earlier': {
    zh: {
      what: '平台已收到 {{confirmed}} 条审计记录，这里只有 {{entries}} 条：数据文件夹是较早的一份。',
      todo: '若不是有意恢复了备份，请另存整个数据文件夹，并联系安全负责人；之后做出的决定以平台为准。',
    },
    en: {
      what: 'The platform has {{confirmed}} audit entries and there are {{entries}} here: the data folder is an earlier one.',
      todo: 'Unless a backup was restored on purpose, put the whole data folder aside and tell whoever is responsible for security; for what was decided since, the platform’s word counts.',
    },
  },
  'audit.broken': {
    zh: {
      what: '审计链有 {{faults}} 处问题，从第 {{seq}} 条起。',
      todo: '另存整个数据文件夹，运行 desk verify-audit 查看每一处，并联系安全负责人。',
    },
    en: {
      what: 'The audit chain has {{faults}} faults, from entry {{seq}} on.',
      todo: 'Put the whole data folder aside, run desk verify-audit for each of them, and tell whoever is responsible for security.',
    },
  },
  'audit.key': {
    zh: {
      what: '文件夹中的公钥（signing-key.pub.pem）不是本工作站的密钥，或读不出来。',
      todo: '与另处保存的公钥核对（desk verify-audit --public-key）。把这个文件移走后，下次解锁会写出正确的公钥。',
    },
    en: {
      what: 'The public key in the folder (signing-key.pub.pem) is not this workstation’s, or can’t be read.',
      todo: 'Compare with the key that was kept elsewhere (desk verify-audit --public-key). Once this file is moved away, the next unlocking writes the right one.',
    },
  },
  'audit.unreadable': {
    zh: { what: '审计链读不出来。', todo: '另存整个数据文件夹，再恢复备份（desk restore）。' },
    en: { what: 'The audit chain can’t be read.', todo: 'Put the whole data folder aside, and restore a backup (desk restore).' },
  },
  'audit.locked': unlock,
  'clock.right': {
    zh: { what: '本机时钟与平台相差 {{seconds}} 秒。', todo: nothing },
    en: { what: 'The clock is {{seconds}} s off the platform’s.', todo: nothing },
  },
  'clock.off': {
    zh: { what: '本机时钟与平台相差 {{seconds}} 秒。', todo: '请校准系统时间。期限按平台时间计算，不受影响。' },
    en: {
      what: 'The clock is {{seconds}} s off the platform’s.',
      todo: 'Set the system’s time. Due times follow the platform’s and are not affected.',
    },
  },
  'clock.set_back': {
    zh: { what: '本机时钟比这里见过的最晚时刻早 {{seconds}} 秒。', todo: '请校准系统时间。' },
    en: { what: 'The clock is {{seconds}} s behind the latest moment that was seen here.', todo: 'Set the system’s time.' },
  },
  'clock.unknown': {
    zh: { what: '还没有与平台对过时间。', todo: '完成一次交换后再检查。' },
    en: { what: 'The clock was never compared with the platform’s.', todo: 'Look again after an exchange.' },
  },
  'server.reached': {
    zh: { what: '平台可以连接，回答用了 {{milliseconds}} 毫秒。', todo: nothing },
    en: { what: 'The platform answers, in {{milliseconds}} ms.', todo: nothing },
  },
  'server.unreachable': {
    zh: { what: '现在连接不上平台（{{code}}）。', todo: '检查网络；可以继续离线审核，恢复后会自动继续。' },
    en: {
      what: 'The platform can’t be reached now ({{code}}).',
      todo: 'Check the network. You can go on offline; it goes on by itself afterwards.',
    },
  },
  'server.refused': {
    zh: { what: '平台拒绝了这台工作站（{{code}}）。', todo: '核对服务器地址与访问令牌。' },
    en: { what: 'The platform refuses this workstation ({{code}}).', todo: 'Check the server’s address and the token.' },
  },
  'server.none': {
    zh: { what: '这台工作站不连接平台，通过资料包交换。', todo: nothing },
    en: { what: 'This workstation has no platform; it exchanges packages.', todo: nothing },
  },
  'server.locked': unlock,
  'server.unreadable': unreadable,
  'outbox.empty': {
    zh: { what: '发件箱没有等待的决定。', todo: nothing },
    en: { what: 'No decision waits in the outbox.', todo: nothing },
  },
  'outbox.waiting': {
    zh: { what: '{{waiting}} 个决定等待发送。', todo: nothing },
    en: { what: '{{waiting}} decisions wait to be sent.', todo: nothing },
  },
  'outbox.returned': {
    zh: { what: '{{returned}} 个决定被平台退回。', todo: '请在传输页面处理。' },
    en: { what: '{{returned}} decisions came back from the platform.', todo: 'See to them on the transfer screen.' },
  },
  'outbox.locked': unlock,
  'outbox.unreadable': unreadable,
  'crashes.none': { zh: { what: '没有崩溃记录。', todo: nothing }, en: { what: 'Nothing has crashed.', todo: nothing } },
  'crashes.some': {
    zh: { what: '有 {{reports}} 份崩溃记录，最近一次在 {{last}}。', todo: '导出诊断包（desk bundle）交给支持人员。' },
    en: {
      what: 'There are {{reports}} crash reports, the last one of {{last}}.',
      todo: 'Give a diagnostic bundle (desk bundle) to your support.',
    },
  },
};

/** What was found, and what to do, in one language. */
export const diagnosisWords = ({ cause, details }: Diagnosis, language: 'zh' | 'en'): Words => {
  const fill = (text: string): string => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(details[name] ?? '?'));
  const { what, todo } = sentences[cause][language];
  return { what: fill(what), todo: fill(todo) };
};
