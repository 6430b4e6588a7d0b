import { useState } from 'preact/hooks';
import type { InventoryItem } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { dayOf } from '../parts/times';

export interface TokenTableProps {
  readonly caption: string;
  readonly items: readonly InventoryItem[];
  readonly onDelete: (item: InventoryItem) => void;
}

export function TokenTable({ caption, items, onDelete }: TokenTableProps) {
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
            <TokenRow key={item.id} item={item} onDelete={() => onDelete(item)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TokenRow({ item, onDelete }: { readonly item: InventoryItem; readonly onDelete: () => void }) {
  const [step, setStep] = useState<'idle' | 'sure'>('idle');
  const expired = item.expiresAt !== undefined && item.expiresAt <= Date.now();
  return (
    <>
      <tr>
        <th scope="row">{item.name}</th>
        <td>{dayOf(item.createdAt)}</td>
        <td>
          {dayOf(item.expiresAt)}
          {expired && <span class="chip chip-expired">{text('inventory_expired')}</span>}
        </td>
        {item.columns.map(([label, value]) => (
          <td key={label}>{value}</td>
        ))}
        <td>
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
      {step === 'sure' && <SureRow item={item} onDelete={onDelete} onCancel={() => setStep('idle')} />}
    </>
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
