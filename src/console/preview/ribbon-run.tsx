import type { RibbonViewer } from '../../contracts/ops/requests/preview/preview-ribbon.ts'
import { localWords } from '../explained/local-words.ts'
import { previewHref } from './asked-preview.ts'
import { across, type RibbonPicture } from './ribbon-picture.ts'
import { type RibbonStretch, runSentence, runWords } from './run-words.ts'

/** How many colours there are: more assets share them, and the words tell them apart. */
const COLOURS = 8

interface RibbonRunProps {
  readonly run: RibbonStretch
  readonly who: string
  readonly side: string
  readonly viewer: RibbonViewer
  readonly picture: RibbonPicture
}

/** A stretch of time with one answer. Without a script, it leads to the answers at its beginning. */
export function RibbonRun({ run, who, side, viewer, picture }: RibbonRunProps) {
  const { asked, names, assets } = picture
  const [from, to] = [Date.parse(run.from), Date.parse(run.to)]
  const [start, end] = [across(asked, from), across(asked, to)]
  const { title, under, starts } = runWords(run, names)
  const clock = asked.place.clock
  const isStill = run.autoplay?.allowed === false
  const look = run.assetId === null ? 'nothing' : `colour-${assets.indexOf(run.assetId) % COLOURS}`
  return (
    <svg
      aria-hidden="true"
      class={`run ${look}`}
      x={start}
      width={`${(Number.parseFloat(end) - Number.parseFloat(start)).toFixed(3)}%`}
      height="100%"
      data-from={from}
      data-to={to}
      data-title={title}
      data-under={under}
      data-starts={starts}
    >
      <a href={previewHref(asked, { at: from, viewer })} tabindex={-1}>
        <title>
          {`${who}, ${side}${localWords(from, clock)} to ${localWords(to, clock)}: ${runSentence(run, names)}`}
        </title>
        <rect class="run-back" width="100%" height="100%" />
        {run.assetId === null && <rect width="100%" height="100%" fill="url(#hatch)" />}
        <rect class="run-edge" width="3" height="100%" />
        <text class="run-title" x="9" y="17">
          {title}
        </text>
        <text x="9" y="32">
          {isStill ? `still · ${under}` : under}
        </text>
      </a>
    </svg>
  )
}
