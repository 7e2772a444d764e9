import type { ItemField, ItemRecord } from './item-fields.ts'

interface MendFormProps {
  /** Id of the entry, `qua_…`. */
  readonly entry: string
  readonly records: readonly ItemRecord[]
}

/** The records of an item with fields to write into: only what was changed is sent, as a merge patch. */
export function MendForm({ entry, records }: MendFormProps) {
  const first = records.flatMap(({ fields }) => fields).find(({ wrong }) => wrong.length > 0)
  return (
    <form
      class="fields mend"
      data-send={`PATCH /ops/v1/quarantine/${entry}`}
      data-then={`go /console/quarantine/${entry}`}
    >
      {records.map((record) => (
        <fieldset>
          <legend>
            {record.type} <bdi class="name">{record.id}</bdi>
          </legend>
          {record.fields.filter(isWrong).map((field) => (
            <MendField field={field} isFirst={field === first} />
          ))}
          <details open={!record.fields.some(isWrong)}>
            <summary>{record.fields.some(isWrong) ? 'The other fields' : 'Its fields'}</summary>
            <div class="fields">
              {record.fields
                .filter((field) => !isWrong(field))
                .map((field) => (
                  <MendField field={field} isFirst={false} />
                ))}
            </div>
          </details>
        </fieldset>
      ))}
      <div class="acts">
        <button type="submit" class="act strong">
          Mend it
        </button>
      </div>
      <output role="alert"></output>
    </form>
  )
}

function isWrong({ wrong }: ItemField): boolean {
  return wrong.length > 0
}

function MendField({ field, isFirst }: { readonly field: ItemField; readonly isFirst: boolean }) {
  const hint = `${field.place}-hint`
  return (
    <div class="field">
      <label for={field.place} data-key={isFirst ? 'm' : undefined}>
        {field.name} {isFirst && <kbd>m</kbd>}
      </label>
      <Control field={field} describedBy={isWrong(field) ? hint : undefined} />
      {isWrong(field) && (
        <small id={hint} class="wrong">
          <bdi class="name">{field.wrong.join('; ')}</bdi>
        </small>
      )}
    </div>
  )
}

interface ControlProps {
  readonly field: ItemField
  readonly describedBy: string | undefined
}

/** What a fix in force has is sent again as it is, for a new fix stands in its place. */
function Control({ field: { place, kind, text, isFixed }, describedBy }: ControlProps) {
  const common = {
    id: place,
    name: place,
    'data-kind': kind,
    'data-changed': isFixed ? undefined : '',
    'aria-describedby': describedBy,
  }
  if (kind === 'json') {
    return (
      <textarea {...common} rows={Math.min(12, text.split('\n').length)} spellcheck={false}>
        {text}
      </textarea>
    )
  }
  if (kind === 'boolean') {
    return (
      <select {...common}>
        {['true', 'false'].map((value) => (
          <option selected={value === text}>{value}</option>
        ))}
      </select>
    )
  }
  return <input {...common} value={text} inputmode={kind === 'number' ? 'decimal' : undefined} />
}
