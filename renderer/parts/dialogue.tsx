import { Modal } from 'antd';
import { type ReactNode, useRef } from 'react';
import './dialogue.css';

/** What takes the keyboard when a dialogue opens: the choice that is made already, or the first thing that can be worked. */
const first = [
  'input:checked:enabled',
  'textarea:enabled, input:enabled, select:enabled, [tabindex="0"], button:enabled, a[href]',
] as const;

/** Something over the screen that has the keyboard until it is closed. `footer` is what can be done, on the right below. */
export const Dialogue = ({
  title,
  width,
  footer = null,
  closable = true,
  kept = false,
  onClose,
  children,
}: {
  title: string;
  width: number | string;
  footer?: ReactNode;
  /** Whether a cross closes it; Escape always does. */
  closable?: boolean;
  /** Whether nothing but its own acts closes it: neither a cross, nor Escape, nor a click beside it. */
  kept?: boolean;
  onClose: () => void;
  children: ReactNode;
}) => {
  const body = useRef<HTMLDivElement>(null);
  return (
    <Modal
      open
      title={title}
      width={width}
      style={{ top: 48 }}
      footer={footer}
      {...(closable && !kept ? {} : { closable: false })}
      {...(kept ? { keyboard: false, mask: { closable: false } } : {})}
      onCancel={onClose}
      afterOpenChange={(open) => {
        // Otherwise the cross has it, which stands first.
        if (!open || body.current?.contains(document.activeElement) !== false) return;
        for (const wanted of first) {
          const found = body.current.querySelector<HTMLElement>(wanted);
          if (found !== null) return found.focus();
        }
      }}
    >
      <div ref={body} className="dialogue-body">
        {children}
      </div>
    </Modal>
  );
};
