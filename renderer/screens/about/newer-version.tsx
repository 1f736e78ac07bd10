import { CheckCircleOutlined, CloudDownloadOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { NewerRelease, UpdatesState } from '../../../shared/domain/updates.ts';
import { failureOf, useFetchUpdate, useInstallUpdate } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation } from '../../i18n/index.ts';
import { copyText, Dialogue, FailureNotice, Mark } from '../../parts/index.ts';

/** A newer version: what is new, how far it is here, and how it is installed. */
export const NewerVersion = ({ newer, phase }: { newer: NewerRelease; phase: UpdatesState['phase'] }) => {
  const { t } = useTranslation('updates');
  const format = useFormat();
  const language = useLanguage();
  const { version, publishedAt, urgent, news, file } = newer;
  return (
    <section className="update" aria-label={t('available', { version })}>
      <h3>
        {t('available', { version })}
        {urgent ? (
          <Mark tone="warn" icon={<WarningOutlined />}>
            {t('urgent')}
          </Mark>
        ) : null}
        <span className="quiet">{t('published', { time: format.dateTime(publishedAt) })}</span>
      </h3>
      {urgent ? <p>{t('urgentLine')}</p> : null}
      {news[language] === '' ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus to be read by keyboard.
        <section className="update-news" tabIndex={0} aria-label={t('new')}>
          {news[language]}
        </section>
      )}
      {file === undefined ? (
        <p role="status">{t('noFile')}</p>
      ) : file.ready ? (
        <Ready newer={newer} file={file} />
      ) : (
        <OnItsWay newer={newer} file={file} phase={phase} />
      )}
    </section>
  );
};

type File = NonNullable<NewerRelease['file']>;

const OnItsWay = ({ newer, file, phase }: { newer: NewerRelease; file: File; phase: UpdatesState['phase'] }) => {
  const { t } = useTranslation('updates');
  const format = useFormat();
  const fetch = useFetchUpdate();
  const amounts = { held: format.bytes(file.held), total: format.bytes(file.bytes) };
  if (phase === 'fetching' || fetch.isPending)
    return (
      <div className="update-progress">
        <span role="status">{t('fetching', amounts)}</span>
        <progress className="progress-line-bar" aria-label={t('fetching', amounts)} value={file.held} max={file.bytes} />
      </div>
    );
  return (
    <>
      <p role="status">{newer.turn === 'now' ? t('held', amounts) : t(newer.turn === 'may_ask' ? 'mayAsk' : 'later')}</p>
      {fetch.error === null ? null : <FailureNotice failure={failureOf(fetch.error)} onClose={fetch.reset} />}
      {newer.turn === 'later' ? null : (
        <div className="update-acts">
          <Button icon={<CloudDownloadOutlined />} onClick={() => fetch.mutate()}>
            {t(newer.turn === 'may_ask' ? 'fetchNow' : 'fetchAgain')}
          </Button>
        </div>
      )}
    </>
  );
};

const Ready = ({ newer, file }: { newer: NewerRelease; file: File }) => {
  const { t } = useTranslation('updates');
  const install = useInstallUpdate();
  const [isAsking, setAsking] = useState(false);
  const { version, whenLeaving } = newer;
  return (
    <>
      <p role="status">
        <Mark tone="pass" icon={<CheckCircleOutlined />}>
          {t(whenLeaving ? 'willInstall' : 'ready')}
        </Mark>
      </p>
      {install.error === null ? null : <FailureNotice failure={failureOf(install.error)} onClose={install.reset} />}
      {file.startable ? (
        <div className="update-acts">
          <Button type="primary" disabled={install.isPending} onClick={() => setAsking(true)}>
            {t('installNow')}
          </Button>
          <Button disabled={install.isPending} onClick={() => install.mutate(whenLeaving ? 'not' : 'when_leaving')}>
            {t(whenLeaving ? 'installNot' : 'installLeaving')}
          </Button>
        </div>
      ) : (
        <ByHand file={file} />
      )}
      {isAsking ? (
        <Dialogue
          title={t('sure', { version })}
          width={480}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t('no')}</Button>
              <Button
                type="primary"
                loading={install.isPending}
                onClick={() => install.mutate('now', { onSettled: () => setAsking(false) })}
              >
                {t('yes')}
              </Button>
            </>
          }
          onClose={() => setAsking(false)}
        >
          <p>{t(file.kind === 'dmg' ? 'sureOpen' : 'sureLine')}</p>
        </Dialogue>
      ) : null}
    </>
  );
};

/** What an administrator does where the program can't start the installer itself. */
const ByHand = ({ file }: { file: File }) => {
  const { t } = useTranslation('updates');
  const [copied, setCopied] = useState(false);
  const text = file.command ?? file.path;
  return (
    <>
      <p>{t(file.command === undefined ? 'byHandOpen' : 'byHand')}</p>
      <div className="update-command">
        <code>{text}</code>
        <Button onClick={() => setCopied(copyText(text))}>
          {copied ? t('copied') : t(file.command === undefined ? 'copyPath' : 'copyCommand')}
        </Button>
      </div>
    </>
  );
};
