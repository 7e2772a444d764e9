import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { LearnedList } from '../../contracts/ops/answers/learned/learned.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { linkTo } from '../acts/console-acts.ts'
import { Act } from '../frame/act.tsx'
import { State } from '../frame/state.tsx'
import { Instant } from '../frame/times.tsx'
import { RunName } from './run-name.tsx'

type Serving = LearnedList['regions'][number]

interface ServingTableProps {
  readonly regions: readonly Serving[]
  readonly me: WhoAmI
  readonly now: number
  /** The run that the acts are about; null: whichever is served, and the newest. */
  readonly run: string | null
  /** The run that is activated; null: there is none. */
  readonly newest: string | null
}

/** Which run each region is to serve, serves and tries, with what can be done there. */
export function ServingTable({ regions, ...rest }: ServingTableProps) {
  const said = regions.filter(({ since, live, canary }) => since !== null || live !== null || canary !== null)
  const silent = regions.filter((each) => !said.includes(each))
  return (
    <section class="panel scroll" aria-label="Where runs are served" tabindex={0}>
      <h2>Where runs are served</h2>
      {said.length > 0 && (
        <table class="stacks">
          <thead>
            <tr>
              <th scope="col">Region</th>
              <th scope="col">Is to serve</th>
              <th scope="col">Serves</th>
              <th scope="col">Since, and why</th>
              <th scope="col">Acts</th>
            </tr>
          </thead>
          <tbody>
            {said.map((serving) => (
              <Row serving={serving} {...rest} />
            ))}
          </tbody>
        </table>
      )}
      {silent.length > 0 && <Silent regions={silent.map(({ region }) => region)} {...rest} />}
    </section>
  )
}

/** Regions of which nobody has said any run yet: a row of acts, for there is nothing else to say of them. */
function Silent({
  regions,
  me,
  run,
  newest,
}: Omit<ServingTableProps, 'regions'> & { readonly regions: readonly RegionId[] }) {
  return (
    <div class="silent">
      <p class="dim">Taste from metadata alone, for nobody has said any run yet. Activate it in</p>
      <span class="acts">
        {regions.map((region) =>
          newest === null ? (
            region
          ) : (
            <Act {...activateHref(region, run)} me={me} regions={[region]}>
              {region}…
            </Act>
          ),
        )}
      </span>
    </div>
  )
}

type RowProps = Omit<ServingTableProps, 'regions'> & { readonly serving: Serving }

function Row({ serving, me, now, run, newest }: RowProps) {
  const { region, live, since, by, reason } = serving
  return (
    <tr>
      <th scope="row">
        <a href={`/console/regions/${region}`}>{region}</a>
      </th>
      <td data-label="Is to serve">
        <RunName run={serving.run} />
      </td>
      <td data-label="Serves">
        <RunName run={live} /> <Standing serving={serving} />
      </td>
      <td class="flows" data-label="Since, and why">
        {since !== null && (
          <>
            <Instant at={since} now={now} /> <bdi class="name">{by}</bdi>: <bdi class="name">{reason}</bdi>
          </>
        )}
      </td>
      <td data-label="Acts">
        <span class="acts">
          {newest !== null && serving.run !== newest && (
            <Act {...activateHref(region, run)} me={me} regions={[region]}>
              Activate…
            </Act>
          )}
          {serving.run !== null && (run === null || serving.run === run) && (
            <Act {...linkTo('retireLearned', region)} me={me} regions={[region]}>
              Retire…
            </Act>
          )}
        </span>
      </td>
    </tr>
  )
}

function activateHref(region: Serving['region'], run: string | null) {
  const link = linkTo('activateLearned', region)
  return run === null ? link : { ...link, href: `${link.href}&run=${encodeURIComponent(run)}` }
}

/** How what is served stands to what is to be: on trial, on its way, or there. */
function Standing({ serving: { region, run, live, canary } }: { readonly serving: Serving }) {
  if (canary !== null && canary !== live) {
    return (
      <State tone="warn">
        <a href={`/console/regions/${region}/canary`}>
          a canary tries <RunWords run={canary} />
        </a>
      </State>
    )
  }
  if (run !== live) return <State tone="warn">the next publish changes it</State>
  return null
}

function RunWords({ run }: { readonly run: string }) {
  return <code>{run.slice(0, 12)}</code>
}
