import { useState } from 'react';
import { failureOf, useLicenceText, useShippedComponents } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Loading, Section } from '../../parts/index.ts';
import './components-section.css';

type Component = { name: string; version: string; licence: string };

/** What of others is in the product, each with its licence to open. */
export const ComponentsSection = () => {
  const { t } = useTranslation('about');
  const components = useShippedComponents();
  return (
    <Section title={t('licences')}>
      <p className="quiet">{t('licencesLine')}</p>
      {components.data === undefined ? (
        components.error === null ? (
          <Loading label={t('componentsLoading')} />
        ) : (
          <FailureNotice failure={failureOf(components.error)} onRetry={() => void components.refetch()} />
        )
      ) : (
        <>
          <p className="quiet">{t('componentsCount', { count: components.data.length })}</p>
          <ul className="components">
            {components.data.map((component) => (
              <li key={`${component.name}@${component.version}`}>
                <ComponentLine component={component} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
};

const ComponentLine = ({ component }: { component: Component }) => {
  const { t } = useTranslation('about');
  const [isOpen, setOpen] = useState(false);
  const text = useLicenceText(isOpen ? component : undefined);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="component-name">{component.name}</span>
        <span className="component-version">{component.version}</span>
        <span className="component-licence">{component.licence}</span>
      </summary>
      {text.data === undefined ? (
        text.error !== null && <FailureNotice failure={failureOf(text.error)} onRetry={() => void text.refetch()} />
      ) : (
        <section
          className="licence-text"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus to be read by keyboard.
          tabIndex={0}
          aria-label={t('licenceOf', { name: component.name })}
        >
          {text.data.text === '' ? t('licenceUnwritten', { licence: component.licence }) : text.data.text}
        </section>
      )}
    </details>
  );
};
