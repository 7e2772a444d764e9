import type { SnapshotChanges } from '../../contracts/ops/answers/changes.ts'
import { count, plain, shortHash, table } from '../frame/output.ts'

/** How many changed cells (territory, viewer, surface) are listed; removing a whole catalogue changes thousands. */
const SHOWN_CELLS = 20

type Kind = SnapshotChanges['records']['assets']
type ExperimentChange = NonNullable<SnapshotChanges['experiments']>[number]

/** The difference between two snapshots, for a person: counts, ids, and changed answers. */
export function diffPicture(diff: SnapshotChanges): string[] {
  const { records, learning = [], experiments = [], decisions } = diff
  const kinds: readonly (readonly [string, Kind])[] = [
    ['candidates', { ...records.candidates, changed: { count: 0, first: [] } }],
    ['assets', records.assets],
    ['titles', records.titles],
    ['campaigns', records.campaigns],
  ]
  return [
    `${plain(diff.region)}: ${shortHash(diff.from)} → ${shortHash(diff.to)}`,
    '',
    ...table(
      ['records', 'added', 'removed', 'changed'],
      kinds.map(([name, { added, removed, changed }]) => [
        name,
        count(added.count),
        count(removed.count),
        count(changed.count),
      ]),
    ),
    ...kinds.slice(1).flatMap(([, kind]) => idLines(kind)),
    ...(learning.length === 0 ? [] : ['', ...learning.map(learningLine)]),
    ...(experiments.length === 0 ? [] : ['', ...experiments.map(experimentLine)]),
    '',
    ...decisionLines(decisions),
  ]
}

function learningLine({ run, state, space, points, assets }: NonNullable<SnapshotChanges['learning']>[number]): string {
  const terms = Object.entries(points).map(([term, value]) => `${plain(term)} ${value}`)
  const whose = run === null ? 'no run, for the holdout' : plain(run)
  return `arms with ${whose}: ${state}, ${count(assets)} vectors differ, space ${plain(space)}, points of ${terms.join(', ')}`
}

/** What becomes of an experiment, in a line. */
export function experimentLine({ key, state, fields, before, after }: ExperimentChange): string {
  const [then, now] = [before, after].map((reach) => `${Math.round((reach?.coverage ?? 0) * 10_000) / 100} %`)
  const named = `experiment ${plain(key)}`
  if (state === 'begins') return `${named} begins with ${now} of all units`
  if (state === 'ends') return `${named} ends, which had ${then} of all units`
  return `${named} changes: ${fields.map(plain).join(', ')}; ${then === now ? now : `${then} → ${now}`} of all units`
}

function idLines({ added, removed, changed }: Kind): string[] {
  const rest = ({ count: all, first }: { readonly count: number; readonly first: readonly unknown[] }): string[] =>
    all > first.length ? [`    … and ${count(all - first.length)} more`] : []
  return [
    ...added.first.map((id) => `  + ${plain(id)}`),
    ...rest(added),
    ...removed.first.map((id) => `  − ${plain(id)}`),
    ...rest(removed),
    ...changed.first.map(({ id, fields }) => `  ~ ${plain(id)}: ${fields.map(plain).join(', ')}`),
    ...rest(changed),
  ]
}

function decisionLines({ asked, changed, byCause, newlyEmpty, examples }: SnapshotChanges['decisions']): string[] {
  return [
    `decisions: ${count(changed)} of ${count(asked)} changed: ${count(byCause.schedule)} by the schedule, ` +
      `${count(byCause.weights)} by weights, ${count(byCause.learned)} by what was learned, ${count(byCause.unexplained)} without a cause`,
    ...newlyEmpty.slice(0, SHOWN_CELLS).map((cell) => `  ${plain(cell)}`),
    ...(newlyEmpty.length > SHOWN_CELLS
      ? [`  … and ${count(newlyEmpty.length - SHOWN_CELLS)} more places; --json lists all`]
      : []),
    ...(examples.length === 0
      ? []
      : [
          '',
          ...table(
            ['place', 'viewer', 'surface', 'device', 'at', 'before', 'after', 'cause'],
            examples.map(({ place, viewer, surface, device, at, before, after, cause }) =>
              [place, viewer, surface, device ?? '–', at, before ?? 'nothing', after ?? 'nothing', cause].map(plain),
            ),
          ),
        ]),
  ]
}
