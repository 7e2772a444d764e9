import { bundledRules } from '../../rules/bundled-rules.ts'
import { localWords } from '../explained/local-words.ts'
import { claimsOfViewer, viewerWords } from '../explained/ribbon-viewers.ts'
import { RibbonAxis } from './ribbon-axis.tsx'
import { across, type PictureRow, type RibbonPicture, type Side } from './ribbon-picture.ts'
import { RibbonRun } from './ribbon-run.tsx'

/** Height of a band, and of the marks between two of them, in pixels. */
const BAND = 40
const MARKS = 8

/** The hours across, the viewers below each other. The words are in the tables beside it. */
export function RibbonView({ picture, region }: { readonly picture: RibbonPicture; readonly region: string }) {
  const { asked, rows, names } = picture
  const { place, surface, from, hours } = asked
  return (
    <section
      class="ribbon"
      tabindex={0}
      aria-label={`${surface} in ${place.country}, ${hours} hours: arrow keys move through hours and viewers`}
      aria-describedby="ribbon-keys"
      data-ribbon
      data-region={region}
      data-surface={surface}
      data-country={place.country}
      data-timezone={place.timezone ?? ''}
      data-clock={place.clock}
      data-from={from}
      data-to={from + hours * 3_600_000}
      data-at={asked.at}
      data-names={JSON.stringify(names)}
    >
      <svg width="0" height="0" aria-hidden="true" class="unseen">
        <defs>
          <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="2.5" height="7" class="hatch" />
          </pattern>
        </defs>
      </svg>
      <RibbonAxis picture={picture} />
      {rows.map((row) => (
        <RibbonRow row={row} picture={picture} />
      ))}
    </section>
  )
}

function RibbonRow({ row, picture }: { readonly row: PictureRow; readonly picture: RibbonPicture }) {
  const { asked, now } = picture
  const { name, means } = viewerWords(row.viewer)
  const top = (band: number) => band * (BAND + MARKS)
  const height = top(row.bands.length - 1) + BAND
  const isNow = now >= asked.from && now < asked.from + asked.hours * 3_600_000
  return (
    <div
      class="ribbon-row"
      data-viewer={row.viewer}
      data-name={name}
      data-claims={JSON.stringify(claimsOfViewer(row.viewer, bundledRules().maturity.kidsCap))}
    >
      <div class="ribbon-who">
        <b>{name}</b> <small>{means}</small>
        {row.differences.length > 0 && <span class="pill warn">differs</span>}
      </div>
      <svg class="ribbon-hours" width="100%" height={height} aria-hidden="true">
        {row.bands.map(({ side, runs }, band) => (
          <svg aria-hidden="true" class={`band ${side}`} data-side={side} y={top(band)} width="100%" height={BAND}>
            {runs.map((run) => (
              <RibbonRun run={run} who={name} side={sideWords(row, side)} picture={picture} viewer={row.viewer} />
            ))}
          </svg>
        ))}
        {row.differences.map(({ from, to }) => (
          <DifferenceMark from={from} to={to} picture={picture} />
        ))}
        {isNow && <line class="now-line" x1={across(asked, now)} x2={across(asked, now)} y1="0" y2="100%" />}
        <line class="cursor-line" x1={across(asked, asked.at)} x2={across(asked, asked.at)} y1="0" y2="100%" />
      </svg>
    </div>
  )
}

interface DifferenceMarkProps {
  readonly from: number
  readonly to: number
  readonly picture: RibbonPicture
}

function DifferenceMark({ from, to, picture: { asked } }: DifferenceMarkProps) {
  const [start, end] = [across(asked, from), across(asked, to)]
  const words = `Live and draft differ from ${localWords(from, asked.place.clock)} to ${localWords(to, asked.place.clock)}`
  return (
    <rect
      class="differs"
      x={start}
      width={`${(Number.parseFloat(end) - Number.parseFloat(start)).toFixed(3)}%`}
      y={BAND + 1}
      height={MARKS - 2}
    >
      <title>{words}</title>
    </rect>
  )
}

/** Which schedule a band tells of; empty where there is only one. */
function sideWords({ bands }: PictureRow, side: Side): string {
  return bands.length > 1 ? `${side}: ` : ''
}
