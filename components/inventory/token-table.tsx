import { useState } from 'preact/hooks';
import type { InventoryItem } from '../../lib/domain/view';
import type { Inventory } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { dayOf } from '../parts/times';
import type { Values } from './creation-fields';
import { RotateToken } from './rotate-token';

export interface TokenTableProps {
  readonly caption: string;
  readonly items: readonly InventoryItem[];
  readonly create: Inventory['create'];
  readonly busy: string | undefined;
  /** `no` while another rotation of this connection stands. */
  readonly mayRotate: 'yes' | 'no';
  readonly onDelete: (item: InventoryItem) => void;
  readonly onRotate: (item: InventoryItem, inputs: Values) => void;
}

export function TokenTable(props: TokenTableProps) {
  const { caption, items, mayRotate } = props;
  // Only the token in use is rotated; where several could be it, its user says which.
  const ownKnown = items.some(({ own }) => own);
  if (items.length === 0) return <p class="hint">{text('inventory_none')}</p>;
  const further = items[0]?.columns.map(([label]) => label) ?? [];
  const heads = [text('inventory_name'), text('inventory_created'), text('inventory_expires'), ...further];
  return (
    <div class="table-frame">
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col">
              <span class="visually-hidden">{text('inventory_actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <TokenRow
              key={item.id}
              {...props}
              item={item}
              rotates={mayRotate === 'yes' && (ownKnown ? item.own === true : !isOver(item)) ? 'yes' : 'no'}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isOver = ({ expiresAt }: InventoryItem) => expiresAt !== undefined && expiresAt <= Date.now();

type TokenRowProps = TokenTableProps & { readonly item: InventoryItem; readonly rotates: 'yes' | 'no' };

function TokenRow(props: TokenRowProps) {
  const { item, rotates, onDelete } = props;
  const [step, setStep] = useState<'idle' | 'sure' | 'rotate'>('idle');
  const idle = () => setStep('idle');
  return (
    <>
      <tr>
        <th scope="row">
          {item.name}
          {item.own && <span class="chip chip-own">{text('inventory_own')}</span>}
          {item.stray && <span class="chip chip-expired">{text('inventory_stray')}</span>}
        </th>
        <td>{dayOf(item.createdAt)}</td>
        <td>
          {dayOf(item.expiresAt)}
          {isOver(item) && <span class="chip chip-expired">{text('inventory_expired')}</span>}
        </td>
        {item.columns.map(([label, value]) => (
          <td key={label}>{value}</td>
        ))}
        <td class="row-buttons">
          {rotates === 'yes' && (
            <Button
              kind="quiet"
              name={text('rotate_of', item.name)}
              expanded={step === 'rotate' ? 'yes' : 'no'}
              onClick={() => setStep(step === 'rotate' ? 'idle' : 'rotate')}
            >
              {text('rotate')}
            </Button>
          )}
          <Button
            kind="quiet"
            class="danger-text"
            name={text('inventory_delete_of', item.name)}
            onClick={() => setStep('sure')}
          >
            {text('inventory_delete')}
          </Button>
        </td>
      </tr>
      {step === 'sure' && <SureRow item={item} onDelete={() => onDelete(item)} onCancel={idle} />}
      {step === 'rotate' && rotates === 'yes' && <RotateRow {...props} onCancel={idle} />}
    </>
  );
}

function RotateRow({ item, create, busy, onRotate, onCancel }: TokenRowProps & { readonly onCancel: () => void }) {
  return (
    <tr>
      <td colSpan={item.columns.length + 4}>
        <RotateToken
          item={item}
          create={create}
          busy={busy}
          onRotate={(inputs) => onRotate(item, inputs)}
          onCancel={onCancel}
        />
      </td>
    </tr>
  );
}

interface SureRowProps {
  readonly item: InventoryItem;
  readonly onDelete: () => void;
  readonly onCancel: () => void;
}

/** Nothing at the provider is deleted with one click. */
function SureRow({ item, onDelete, onCancel }: SureRowProps) {
  return (
    <tr class="sure">
      <td colSpan={item.columns.length + 4}>
        <p role="alert">{text('inventory_delete_sure', item.name)}</p>
        <Button kind="danger" onClick={onDelete}>
          {text('inventory_delete_yes')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {text('cancel')}
        </Button>
      </td>
    </tr>
  );
}
