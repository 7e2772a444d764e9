import type { PublishChanges } from '../../contracts/ops/answers/changes.ts'

type Records = PublishChanges['records']
type Kind = 'campaigns' | 'assets' | 'titles'

const PAGE_OF: Readonly<Record<Kind, (id: string) => string | null>> = {
  campaigns: (id) => `/console/campaigns/${encodeURIComponent(id)}`,
  assets: (id) => `/console/why?asset=${encodeURIComponent(id)}`,
  titles: () => null,
}

/** The candidates and records that differ, by what became of them. Lists are opened one by one: some are long. */
export function RecordLists({ records }: { readonly records: Records }) {
  const { added, removed } = records.candidates
  return (
    <section class="panel padded" aria-label="Records that differ">
      <h2>Records that differ</h2>
      <Listed what="Candidates that come" list={added} pageOf={() => null} />
      <Listed what="Candidates that go" list={removed} pageOf={() => null} />
      <KindLists kind="campaigns" of={records.campaigns} />
      <KindLists kind="assets" of={records.assets} />
      <KindLists kind="titles" of={records.titles} />
    </section>
  )
}

function KindLists({ kind, of }: { readonly kind: Kind; readonly of: Records[Kind] }) {
  const name = kind.charAt(0).toUpperCase() + kind.slice(1)
  const pageOf = PAGE_OF[kind]
  const fields = new Map(of.changed.first.map(({ id, fields }) => [id, fields.join(', ')]))
  const changed = { count: of.changed.count, first: [...fields.keys()] }
  return (
    <>
      <Listed what={`${name} that are new`} list={of.added} pageOf={pageOf} />
      <Listed what={`${name} that are gone`} list={of.removed} pageOf={pageOf} />
      <Listed what={`${name} that are changed`} list={changed} pageOf={pageOf} fields={fields} />
    </>
  )
}

interface ListedProps {
  readonly what: string
  readonly list: Records['candidates']['added']
  readonly pageOf: (id: string) => string | null
  /** The fields that differ, by id. */
  readonly fields?: ReadonlyMap<string, string>
}

function Listed({ what, list: { count, first }, pageOf, fields }: ListedProps) {
  if (count === 0) return null
  const more = count - first.length
  return (
    <details open={count <= 10}>
      <summary>
        {what} <span class="pill">{count}</span>
      </summary>
      <ul class="ids">
        {first.map((id) => {
          const href = pageOf(id)
          const name = <code>{id}</code>
          return (
            <li>
              {href === null ? name : <a href={href}>{name}</a>} <small>{fields?.get(id)}</small>
            </li>
          )
        })}
        {more > 0 && <li class="dim">and {more} more</li>}
      </ul>
    </details>
  )
}
