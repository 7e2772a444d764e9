import type { QuarantineEntry, QuarantineList } from '../../contracts/ops/answers/quarantine.ts'
import { addressWith } from '../frame/pager.tsx'
import { State } from '../frame/state.tsx'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage, PageRequest } from '../page.ts'
import { itemName } from './item-name.ts'

const REASONS_SHOWN = 3

/** `/console/quarantine`: what feeds sent that is kept out, and why, field by field. */
export const quarantinePage: ConsolePage = {
  path: '/console/quarantine',
  section: 'quarantine',
  parameters: ['feed', 'rule', 'cursor'],
  show: async (request) => {
    const [feed, rule, cursor] = ['feed', 'rule', 'cursor'].map(request.query)
    const filters = { feed: feed ?? '', rule: rule ?? '' }
    const asked = addressWith('quarantine', { ...filters, cursor: cursor ?? '' })
    const list = await request.ask.get<QuarantineList>(asked)
    return {
      title: 'Quarantine',
      body: (
        <div class="page quarantine">
          <div class="head">
            <h1>{list.entries.length === 0 ? 'Nothing is in quarantine here' : 'Kept out until somebody mends it'}</h1>
            <Filter {...filters} />
          </div>
          <section class="panel scroll" aria-label="Items in quarantine">
            {list.entries.length === 0 ? (
              <p class="empty">
                {feed || rule ? 'No item with this feed and rule.' : 'Every item that feeds sent could be used.'}
              </p>
            ) : (
              <Entries entries={list.entries} request={request} />
            )}
          </section>
          {list.cursor !== null && (
            <p>
              <a
                class="act"
                href={addressWith('/console/quarantine', { ...filters, cursor: list.cursor })}
                data-key="j"
              >
                More <kbd>j</kbd>
              </a>
            </p>
          )}
        </div>
      ),
    }
  },
}

function Filter({ feed, rule }: { readonly feed: string; readonly rule: string }) {
  return (
    <form class="filters" method="get">
      <label>
        Feed
        <input name="feed" value={feed} maxlength={24} />
      </label>
      <label>
        Rule
        <input name="rule" value={rule} maxlength={60} placeholder="url-expired" />
      </label>
      <button type="submit">Show</button>
    </form>
  )
}

interface EntriesProps {
  readonly entries: readonly QuarantineEntry[]
  readonly request: PageRequest
}

function Entries({ entries, request: { now } }: EntriesProps) {
  return (
    <table class="stacks">
      <thead>
        <tr>
          <th>Item</th>
          <th>Why it is kept out</th>
          <th>Feed</th>
          <th>Since</th>
          <th>State</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr>
            <th scope="row">
              <a href={`/console/quarantine/${entry.quarantine}`}>
                <bdi class="name">{entry.item === null ? `without an id, line ${entry.line}` : itemName(entry)}</bdi>
              </a>
            </th>
            <td data-label="Why it is kept out">
              <Reasons entry={entry} />
            </td>
            <td data-label="Feed">
              <a href={`/console/feeds/${entry.feed}`}>{entry.feed}</a>
            </td>
            <td data-label="Since">
              <Instant at={entry.at} now={now} />
            </td>
            <td data-label="State">
              {entry.fixed ? <State tone="good">mended here</State> : <State tone="bad">kept out</State>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Reasons({ entry: { findings } }: { readonly entry: QuarantineEntry }) {
  const errors = findings.filter(({ severity }) => severity === 'error')
  return (
    <>
      <ul class="plain-list">
        {errors.slice(0, REASONS_SHOWN).map(({ path, rule, hint }) => (
          <li>
            <b>
              <bdi class="name">{path || 'the whole item'}</bdi>
            </b>{' '}
            <code>{rule}</code> <bdi class="name">{hint}</bdi>
          </li>
        ))}
      </ul>
      {errors.length > REASONS_SHOWN && <small>and {errors.length - REASONS_SHOWN} more</small>}
    </>
  )
}
