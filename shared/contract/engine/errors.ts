import type { FailureCode } from '../../domain/failure.ts';
import { packageEntryWords, packageSentences } from './package-errors.ts';
import { releaseSentences } from './release-errors.ts';
import type { Sentences } from './sentences.ts';
import { signInSentences } from './sign-in-errors.ts';
import { vaultSentences } from './vault-errors.ts';

/** For each failure, in each language: what happened, what was kept, what to do. Placeholders `{{name}}` are filled from `details`. */
export const errorSentences: Record<FailureCode, { zh: Sentences; en: Sentences }> = {
  ...vaultSentences,
  store_newer: {
    zh: { what: '数据由更新版本的工作站写成，本版本不能打开。', kept: '数据保持原样。', todo: '请安装新版本。' },
    en: {
      what: 'The data was written by a newer version, which this one can’t open.',
      kept: 'The data is left as it is.',
      todo: 'Install the newer version.',
    },
  },
  migration_failed: {
    zh: {
      what: '数据不能升级到本版本的格式。',
      kept: '数据已保持或恢复为升级前的样子，升级前的副本也在旁边。',
      todo: '请继续使用原来的版本，并导出诊断包（desk bundle）交给支持人员。',
    },
    en: {
      what: 'The data could not be brought to this version’s form.',
      kept: 'It is as it was before, or was put back so; a copy from before lies beside it.',
      todo: 'Go on with the version from before, and give a diagnostic bundle (desk bundle) to your support.',
    },
  },
  copy_unknown: {
    zh: { what: '没有这样的数据库副本。', kept: '没有改动任何内容。', todo: '运行 desk database 查看有哪些副本。' },
    en: { what: 'There is no such copy of the database.', kept: 'Nothing was changed.', todo: 'Run desk database to see which there are.' },
  },
  disk_full: {
    zh: { what: '磁盘空间不足。', kept: '之前已确认的内容都在；这一步没有保存。', todo: '请清理磁盘空间后再试。' },
    en: {
      what: 'The disk is full.',
      kept: 'Everything confirmed before is safe; this step was not saved.',
      todo: 'Free some space, then try again.',
    },
  },
  disk_read_only: {
    zh: { what: '数据文件夹不能写入。', kept: '之前已确认的内容都在；这一步没有保存。', todo: '请检查文件夹的权限后再试。' },
    en: {
      what: 'The data folder can’t be written to.',
      kept: 'Everything confirmed before is safe; this step was not saved.',
      todo: 'Check the folder’s permissions, then try again.',
    },
  },
  folder_in_use: {
    zh: { what: '另一个工作站程序正在使用这个数据文件夹。', kept: '没有改动任何内容。', todo: '请使用已打开的窗口，或关闭它后再试。' },
    en: {
      what: 'Another workstation program is using this data folder.',
      kept: 'Nothing was changed.',
      todo: 'Use the window that is open, or close it and try again.',
    },
  },
  server_address_invalid: {
    zh: { what: '服务器地址不正确。', kept: '没有改动任何内容。', todo: '请输入以 https:// 或 http:// 开头的完整地址。' },
    en: {
      what: 'The server’s address is not valid.',
      kept: 'Nothing was changed.',
      todo: 'Enter the whole address, beginning with https:// or http://.',
    },
  },
  server_unreachable: {
    zh: { what: '现在连接不上平台。', kept: '已下载的申请可以继续审核，决定会保存在发件箱。', todo: '网络恢复后会自动继续。' },
    en: {
      what: 'The platform can’t be reached now.',
      kept: 'What is here can be reviewed; decisions wait in the outbox.',
      todo: 'It goes on by itself when the network is back.',
    },
  },
  server_untrusted: {
    zh: {
      what: '平台服务器的证书不受信任，可能不是真正的平台（{{cause}}）。',
      kept: '没有向它发送任何内容，本机的工作都在。',
      todo: '请联系管理员核对服务器证书。',
    },
    en: {
      what: 'Nobody answers for the certificate that the platform’s server shows; it may be another one’s ({{cause}}).',
      kept: 'Nothing was sent to it, and what is here is kept.',
      todo: 'Ask your administrator about the server’s certificate.',
    },
  },
  server_trust_invalid: {
    zh: {
      what: '数据文件夹中的 server-trust.json 无法识别。',
      kept: '没有连接任何服务器，也没有改动任何内容。',
      todo: '请管理员用 desk server-trust 重新写入。',
    },
    en: {
      what: 'The data folder’s server-trust.json can’t be understood.',
      kept: 'No server was spoken to, and nothing was changed.',
      todo: 'Have your administrator write it anew by desk server-trust.',
    },
  },
  not_an_intake_server: {
    zh: { what: '这个地址回答了，但它不是受理服务器。', kept: '没有保存任何来自它的内容。', todo: '请核对服务器地址。' },
    en: {
      what: 'Something answers at this address, but it is not an intake server.',
      kept: 'Nothing from it was stored.',
      todo: 'Check the server’s address.',
    },
  },
  token_refused: {
    zh: { what: '平台不接受当前的访问令牌。', kept: '本机的申请、草稿和决定都在。', todo: '请在设置中重新登录（更新令牌）。' },
    en: {
      what: 'The platform does not accept the access token.',
      kept: 'Applications, drafts and decisions here are all kept.',
      todo: 'Sign in again (renew the token) in Settings.',
    },
  },
  workstation_too_old: {
    zh: { what: '平台要求更新版本的工作站。', kept: '可以继续离线审核，决定会保存。', todo: '请安装新版本后再发送。' },
    en: {
      what: 'The platform asks for a newer workstation.',
      kept: 'You can go on offline; decisions are kept.',
      todo: 'Install the newer version to send them.',
    },
  },
  server_too_old: {
    zh: { what: '服务器的协议版本太旧，本工作站不能与它交换。', kept: '没有改动任何内容。', todo: '请联系平台升级服务器。' },
    en: {
      what: 'The server’s protocol is too old for this workstation.',
      kept: 'Nothing was changed.',
      todo: 'Ask the platform to update the server.',
    },
  },
  maintenance: {
    zh: { what: '平台正在维护。', kept: '可以继续离线审核，决定会保存。', todo: '维护结束后会自动继续。' },
    en: {
      what: 'The platform is under maintenance.',
      kept: 'You can go on offline; decisions are kept.',
      todo: 'It goes on by itself afterwards.',
    },
  },
  rate_limited: {
    zh: { what: '平台请求暂缓。', kept: '所有内容都在。', todo: '稍后会自动继续。' },
    en: { what: 'The platform asks to slow down.', kept: 'Everything is kept.', todo: 'It goes on by itself a little later.' },
  },
  server_fault: {
    zh: { what: '平台暂时出错。', kept: '所有内容都在。', todo: '稍后会自动再试。' },
    en: { what: 'The platform had a fault.', kept: 'Everything is kept.', todo: 'It is tried again by itself.' },
  },
  answer_malformed: {
    zh: { what: '平台的回答不符合约定，已拒绝。', kept: '没有保存任何来自这次回答的内容。', todo: '请把时间告诉平台支持人员。' },
    en: {
      what: 'The platform’s answer is not of the agreed form and was refused.',
      kept: 'Nothing of it was stored.',
      todo: 'Tell the platform’s support the time it happened.',
    },
  },
  feed_endless: {
    zh: {
      what: '平台一直说还有更多变更，却没有送来新的内容。',
      kept: '已送来的内容都已保存，决定照常发送。',
      todo: '请把时间告诉平台支持人员；下次同步会再试。',
    },
    en: {
      what: 'The platform keeps saying that there are more changes, and sends nothing new.',
      kept: 'What it had sent is kept, and decisions go out as always.',
      todo: 'Tell the platform’s support the time it happened; the next exchange tries again.',
    },
  },
  exchange_stopped: {
    zh: { what: '同步已停止。', kept: '已下载的部分都在。', todo: '可以随时继续。' },
    en: { what: 'The exchange was stopped.', kept: 'What had arrived is kept.', todo: 'Continue whenever you like.' },
  },
  document_unknown: {
    zh: { what: '没有这份证件资料。', kept: '没有改动任何内容。', todo: '请刷新后再看。' },
    en: { what: 'There is no such document here.', kept: 'Nothing was changed.', todo: 'Refresh and look again.' },
  },
  document_not_arrived: {
    zh: { what: '这份证件资料还没有下载完成。', kept: '已下载的部分都在。', todo: '下载完成后会自动显示。' },
    en: { what: 'This document has not arrived yet.', kept: 'What has arrived is kept.', todo: 'It appears by itself when it is here.' },
  },
  document_damaged: {
    zh: { what: '本机保存的这份证件资料已损坏。', kept: '其余内容不受影响。', todo: '请重新同步，它会再次下载。' },
    en: {
      what: 'This document’s file on this machine is damaged.',
      kept: 'Everything else is unaffected.',
      todo: 'Exchange again; it will be fetched anew.',
    },
  },
  application_unknown: {
    zh: { what: '本机没有这份申请，可能已撤回或转交。', kept: '没有改动任何内容。', todo: '请回到队列。' },
    en: {
      what: 'This application is not held here; it may have been withdrawn or handed over.',
      kept: 'Nothing was changed.',
      todo: 'Go back to the queue.',
    },
  },
  application_changed: {
    zh: { what: '申请在审核期间有了新版本。', kept: '您的标记和原因已保存为草稿。', todo: '请查看变化后重新决定。' },
    en: {
      what: 'The application changed while you were reviewing.',
      kept: 'Your marks and reasons are kept as a draft.',
      todo: 'Look at the change, then decide again.',
    },
  },
  already_decided: {
    zh: { what: '这份申请已经有决定了。', kept: '原来的决定不变。', todo: '可在可撤回时间内撤回，或审核下一份。' },
    en: {
      what: 'This application is already decided.',
      kept: 'The decision stands.',
      todo: 'Take it back while that is possible, or go on to the next.',
    },
  },
  approval_blocked: {
    zh: { what: '还有阻断性的检查结果，不能通过。', kept: '您的标记已保存。', todo: '请退回补正、驳回，或由高级审核员写明理由后通过。' },
    en: {
      what: 'A blocking finding is open, so this can’t be approved.',
      kept: 'Your marks are kept.',
      todo: 'Request fixes, reject, or let a senior approve with a written reason.',
    },
  },
  override_needs_senior: {
    zh: { what: '只有高级审核员可以越过阻断性的检查结果。', kept: '您的标记已保存。', todo: '请上报，由高级审核员决定。' },
    en: { what: 'Only a senior can override a blocking finding.', kept: 'Your marks are kept.', todo: 'Escalate it to a senior.' },
  },
  notice_refused: {
    zh: { what: '通知还不能发出：原因不完整或互相矛盾。', kept: '您的原因已保存为草稿。', todo: '请按标出的问题修改。' },
    en: {
      what: 'The notice can’t be sent yet: its reasons are incomplete or contradict each other.',
      kept: 'Your reasons are kept as a draft.',
      todo: 'Mend what is marked.',
    },
  },
  postponement_too_long: {
    zh: { what: '最多可以推迟 {{maxMinutes}} 分钟。', kept: '没有改动任何内容。', todo: '请选择更短的时间。' },
    en: { what: 'It can be postponed by {{maxMinutes}} minutes at most.', kept: 'Nothing was changed.', todo: 'Choose a shorter time.' },
  },
  decision_unknown: {
    zh: { what: '没有这个决定。', kept: '没有改动任何内容。', todo: '请刷新发件箱。' },
    en: { what: 'There is no such decision.', kept: 'Nothing was changed.', todo: 'Refresh the outbox.' },
  },
  take_back_too_late: {
    zh: { what: '可撤回的时间已过，决定正在发往平台。', kept: '决定不变。', todo: '如需更正，请在回执后重新决定。' },
    en: {
      what: 'The time to take it back is over; the decision is on its way.',
      kept: 'The decision stands.',
      todo: 'Correct it by a new decision after the receipt.',
    },
  },
  not_signed_in: {
    zh: { what: '还不知道是哪位审核员：本机从未连接过平台。', kept: '没有改动任何内容。', todo: '请先同步一次。' },
    en: {
      what: 'The reviewer is not known yet: this workstation has never reached the platform.',
      kept: 'Nothing was changed.',
      todo: 'Exchange with the platform once first.',
    },
  },
  request_unknown: {
    zh: { what: '本机没有这个请求。', kept: '没有改动任何内容。', todo: '它可能已被撤回或由他人处理，请刷新列表。' },
    en: { what: 'This request is not held here.', kept: 'Nothing was changed.', todo: 'It may have been withdrawn; refresh the list.' },
  },
  not_in_conflict: {
    zh: { what: '这个决定没有冲突需要处理。', kept: '决定不变。', todo: '请刷新发件箱。' },
    en: { what: 'This decision has no conflict to resolve.', kept: 'The decision stands.', todo: 'Refresh the outbox.' },
  },
  second_look_own: {
    zh: {
      what: '第一次决定是您本人作出的，复核必须由另一位审核员进行。',
      kept: '已填写的内容保存为草稿。',
      todo: '请交给同事，继续审核下一份。',
    },
    en: {
      what: 'You decided this one first; somebody else has to be the second.',
      kept: 'What you entered is kept as a draft.',
      todo: 'Leave it to a colleague and go on with the next.',
    },
  },
  second_look_unknown: {
    zh: { what: '这份申请不在等待复核：可能已有人复核，或内容已更新。', kept: '没有改动任何内容。', todo: '请回到复核列表。' },
    en: {
      what: 'This one does not wait for a second look: somebody has had it, or its content changed.',
      kept: 'Nothing was changed.',
      todo: 'Go back to the list.',
    },
  },
  second_look_needs_senior: {
    zh: { what: '上报的申请由资深审核员或组长复核。', kept: '没有改动任何内容。', todo: '请交给资深审核员。' },
    en: {
      what: 'What was escalated is looked at by a senior or lead reviewer.',
      kept: 'Nothing was changed.',
      todo: 'Leave it to a senior reviewer.',
    },
  },
  alike_not_allowed: {
    zh: {
      what: '规则不允许对这么多份申请一次使用同一原因（最多 {{most}} 份）。',
      kept: '没有作出任何决定。',
      todo: '请少选一些，或逐份决定。',
    },
    en: {
      what: 'The policy does not allow one reason for so many applications together (at most {{most}}).',
      kept: 'Nothing was decided.',
      todo: 'Choose fewer, or decide them one by one.',
    },
  },
  claim_lost: {
    zh: { what: '这个申请的领取已失效，已转给他人。', kept: '已填写的内容保存为草稿。', todo: '请审核下一个申请。' },
    en: {
      what: 'This application is no longer ours: the platform gave it to somebody else.',
      kept: 'What you entered is kept as a draft.',
      todo: 'Go on with the next application.',
    },
  },
  claims_unsupported: {
    zh: { what: '这个平台不支持领取。', kept: '没有改动任何内容。', todo: '队列中的申请都可以直接审核。' },
    en: {
      what: 'This platform does not hand out claims.',
      kept: 'Nothing was changed.',
      todo: 'Everything in the queue can be reviewed directly.',
    },
  },
  offline_too_long: {
    zh: {
      what: '已超过规则允许的离线时间（{{hours}} 小时），不能再作决定。',
      kept: '已填写的内容保存为草稿。',
      todo: '请连接网络同步一次后继续。',
    },
    en: {
      what: 'The platform has not been reached for longer than the policy allows ({{hours}} hours), so nothing more can be decided.',
      kept: 'What you entered is kept as a draft.',
      todo: 'Connect and exchange once, then go on.',
    },
  },
  ...packageSentences,
  ...releaseSentences,
  ...signInSentences,
  input_invalid: {
    zh: { what: '输入不正确：{{paths}}', kept: '没有改动任何内容。', todo: '请改正后再试。' },
    en: { what: 'The input is not right: {{paths}}', kept: 'Nothing was changed.', todo: 'Correct it and try again.' },
  },
  file_unreadable: {
    zh: { what: '文件无法读取：{{file}}', kept: '没有改动任何内容。', todo: '请检查文件是否存在、是否有权限。' },
    en: { what: 'The file can’t be read: {{file}}', kept: 'Nothing was changed.', todo: 'Check that it exists and that you may read it.' },
  },
  file_exists: {
    zh: { what: '已经有一个同名文件：{{file}}', kept: '那个文件没有被改动。', todo: '请换一个文件名。' },
    en: { what: 'There is a file of this name already: {{file}}', kept: 'That file is untouched.', todo: 'Choose another name.' },
  },
  print_failed: {
    zh: { what: '没有生成 PDF 文件。', kept: '申请和决定都没有改动，也没有写出文件。', todo: '请再试一次；若仍不成功，请换一个文件夹。' },
    en: {
      what: 'The PDF could not be made.',
      kept: 'The application and the decision are unchanged, and no file was written.',
      todo: 'Try again; if it fails once more, choose another folder.',
    },
  },
  engine_lost: {
    zh: { what: '审核引擎意外停止，正在重新启动。', kept: '已确认的决定都在。', todo: '几秒后会自动恢复，无需操作。' },
    en: {
      what: 'The engine stopped unexpectedly and is being restarted.',
      kept: 'Every confirmed decision is safe.',
      todo: 'It comes back by itself in a few seconds.',
    },
  },
  bug: {
    zh: { what: '程序出现了未预料的错误（报告号 {{reportId}}）。', kept: '已确认的内容都在。', todo: '请把报告号告诉管理员。' },
    en: {
      what: 'The program met an unexpected error (report {{reportId}}).',
      kept: 'Everything confirmed is safe.',
      todo: 'Give the report number to your administrator.',
    },
  },
};

/** A failure's sentences in one language, placeholders filled from `details`. */
export const sentencesOf = (code: FailureCode, language: 'zh' | 'en', details: Record<string, unknown> = {}): Sentences => {
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = details[name];
      if (name === 'entry' && typeof value === 'string') return packageEntryWords(value, language);
      return Array.isArray(value) ? value.join(', ') : String(value ?? '');
    });
  const { what, kept, todo } = errorSentences[code][language];
  return { what: fill(what), kept: fill(kept), todo: fill(todo) };
};
