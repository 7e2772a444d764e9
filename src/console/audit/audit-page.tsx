import type { AuditEntryAnswer, AuditLog } from '../../contracts/ops/answers/audit.ts'
import { AUDIT_PLACE } from '../../contracts/ops/requests/logs.ts'
import { Refused } from '../ask.ts'
import { addressWith } from '../frame/pager.tsx'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage, PageRequest } from '../page.ts'
import { leadOf, whyNoLead } from './audit-leads.ts'

const ENTRIES_SHOWN = 100

/** `/console/audit`: who did what to what, the newest first; `?id=` shows one entry. */
export const auditPage: ConsolePage = {
  path: '/console/audit',
  section: 'audit',
  parameters: ['id', 'before', 'limit'],
  show: async (request) => {
    const id = request.query('id')
    const entries = id === '' ? await pageOfLog(request) : [await entryAt(request, id)]
    const last = entries.at(-1)
    const limit = request.query('limit')
    return {
      title: id === '' ? 'Audit' : `Audit ${id}`,
      body: (
        <div class="page audit">
          <div class="head">
            <h1>{id === '' ? 'Who did what' : `Entry ${id}`}</h1>
            {id === '' ? <Filter request={request} /> : <a href="/console/audit">The whole log</a>}
          </div>
          <section class="panel scroll" aria-label="Entries, the newest first">
            {entries.length === 0 ? (
              <p class="empty">The log has no older entry.</p>
            ) : (
              <Entries entries={entries} isOpen={id !== ''} now={request.now} />
            )}
          </section>
          {id === '' && last && (
            <p>
              <a class="act" href={addressWith('/console/audit', { before: last.id, limit })} data-key="j">
                Older <kbd>j</kbd>
              </a>
            </p>
          )}
        </div>
      ),
    }
  },
}

async function pageOfLog({ ask, query }: PageRequest): Promise<readonly AuditEntryAnswer[]> {
  const asked = { limit: query('limit') || String(ENTRIES_SHOWN), before: query('before') }
  return (await ask.get<AuditLog>(addressWith('audit', asked))).entries
}

/**
 * The entry at a place: the newest of those before the place behind it.
 *
 * @throws Refused 400 when it is no place, 404 when nothing is there
 */
async function entryAt({ ask }: PageRequest, id: string): Promise<AuditEntryAnswer> {
  const [, month, index] = AUDIT_PLACE.exec(id) ?? []
  if (month === undefined) {
    const detail = 'id is the place of an entry, like 2026-11/41.'
    throw new Refused({ type: 'about:blank', title: 'A bad place', status: 400, detail, field: 'id' })
  }
  const asked = { limit: '1', before: `${month}/${Number(index) + 1}` }
  const [found] = (await ask.get<AuditLog>(addressWith('audit', asked))).entries
  if (found?.id === id) return found
  const detail = 'The audit log has no entry at this place.'
  throw new Refused({ type: 'about:blank', title: 'No such entry', status: 404, detail, field: 'id' })
}

function Filter({ request: { query } }: { readonly request: PageRequest }) {
  return (
    <form class="filters" method="get">
      <label>
        Older than
        <input name="before" value={query('before')} placeholder="2026-11/41" pattern="\d{4}-\d{2}/\d{1,9}" />
      </label>
      <label>
        How many
        <input
          name="limit"
          type="number"
          min={1}
          max={1000}
          value={query('limit')}
          placeholder={String(ENTRIES_SHOWN)}
        />
      </label>
      <button type="submit">Show</button>
    </form>
  )
}

interface EntriesProps {
  readonly entries: readonly AuditEntryAnswer[]
  readonly isOpen: boolean
  readonly now: number
}

function Entries({ entries, isOpen, now }: EntriesProps) {
  return (
    <table class="stacks">
      <thead>
        <tr>
          <th>When</th>
          <th>Who</th>
          <th>Did</th>
          <th>To</th>
          <th>Before and after</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr id={entry.id}>
            <th scope="row" class="number">
              <a href={addressWith('/console/audit', { id: entry.id })} title={entry.id}>
                <Instant at={entry.at} now={now} />
              </a>
            </th>
            <td data-label="Who">
              <bdi class="name">{entry.actor}</bdi> <small>{entry.role ?? 'for nobody'}</small>
            </td>
            <td data-label="Did">
              <code>{entry.action}</code>
            </td>
            <td data-label="To">
              <Target entry={entry} />
            </td>
            <td data-label="Before and after">
              <Values entry={entry} isOpen={isOpen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Some entries speak of two things, such as a region and a request: each leads to its own page. */
function Target({ entry }: { readonly entry: AuditEntryAnswer }) {
  return entry.target.split(' ').map((word) => {
    const lead = leadOf({ ...entry, target: word })
    const why = lead === null ? whyNoLead(word) : null
    const name = <bdi class="name">{word}</bdi>
    return (
      <>
        {lead === null ? name : <a href={lead}>{name}</a>} {why !== null && <small>{why}</small>}{' '}
      </>
    )
  })
}

function Values({ entry: { before, after }, isOpen }: { readonly entry: AuditEntryAnswer; readonly isOpen: boolean }) {
  if (before === null && after === null) return <small>nothing to tell</small>
  return (
    <details open={isOpen}>
      <summary>{before === null ? 'after' : after === null ? 'before' : 'before and after'}</summary>
      {before !== null && <Value name="before" value={before} />}
      {after !== null && <Value name="after" value={after} />}
    </details>
  )
}

function Value({ name, value }: { readonly name: string; readonly value: unknown }) {
  return (
    <>
      <h3>{name}</h3>
      <pre class="value">{JSON.stringify(value, null, 2)}</pre>
    </>
  )
}
