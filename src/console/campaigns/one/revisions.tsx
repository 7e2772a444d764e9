import type { StoredCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import { Instant } from '../../frame/times.tsx'
import { FieldValue } from './field-value.tsx'

interface RevisionsProps {
  readonly stored: StoredCampaign
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What says nothing to a reader: it is the same of every campaign, or stands above. */
const UNTOLD: readonly string[] = ['v', 'type', 'id', 'status']

/** What a campaign says, and beside it what it is to say next, with the differences marked. */
export function Revisions({ stored, now }: RevisionsProps) {
  const { campaign, next } = stored
  const fields = Object.entries(campaign).filter(([field]) => !UNTOLD.includes(field))
  const later: Readonly<Record<string, unknown>> = next?.campaign ?? {}
  return (
    <section class="panel" aria-label="What it says">
      <h2>{next === null ? 'What it says' : 'What it says, and what waits beside it'}</h2>
      <section class="scroll" tabindex={0} aria-label="Fields">
        <table class="revisions">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">
                {campaign.status}, since <Instant at={stored.changedAt} now={now} />
                {stored.editedBy !== null && <>, by {stored.editedBy}</>}
              </th>
              {next !== null && (
                <th scope="col">
                  {next.campaign.status} r{next.revision}, <Instant at={next.changedAt} now={now} />, by {next.editedBy}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {fields.map(([field, value]) => (
              <FieldRow
                field={field}
                value={value}
                later={next === null ? null : { value: later[field] }}
                differs={next !== null && differs(next.diff, field)}
              />
            ))}
          </tbody>
        </table>
      </section>
      {next?.members !== undefined && <Members members={next.members} />}
    </section>
  )
}

interface FieldRowProps {
  readonly field: string
  readonly value: unknown
  /** null: nothing waits. */
  readonly later: { readonly value: unknown } | null
  readonly differs: boolean
}

function FieldRow({ field, value, later, differs }: FieldRowProps) {
  return (
    <tr class={differs ? 'differs' : undefined}>
      <th scope="row">
        <code>{field}</code>
        {differs && <span class="pill warn">≠ differs</span>}
      </th>
      <td>
        {differs ? (
          <del>
            <FieldValue value={value} />
          </del>
        ) : (
          <FieldValue value={value} />
        )}
      </td>
      {later !== null && (
        <td>
          {differs ? (
            <ins>
              <FieldValue value={later.value} />
            </ins>
          ) : (
            <span class="dim">the same</span>
          )}
        </td>
      )}
    </tr>
  )
}

/** Whether two revisions differ in this field, or in a part of it such as `goal.impressions`. */
function differs(diff: readonly { readonly field: string }[], field: string): boolean {
  return diff.some((each) => each.field === field || each.field.startsWith(`${field}.`))
}

type MemberChange = NonNullable<NonNullable<StoredCampaign['next']>['members']>

function Members({ members: { before, after, added, removed } }: { readonly members: MemberChange }) {
  return (
    <p class="empty">
      Videos: {before} now, {after} next; {added.count} come
      {added.count > 0 && <> ({shown(added)})</>}, {removed.count} go{removed.count > 0 && <> ({shown(removed)})</>}.
    </p>
  )
}

function shown({ count, first }: MemberChange['added']): string {
  return `${first.join(', ')}${count > first.length ? ` and ${count - first.length} more` : ''}`
}
