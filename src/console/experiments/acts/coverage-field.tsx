import { shareText } from '../figures.ts'

interface CoverageFieldProps {
  /** What stands in the field. */
  readonly from: number
  /** It has to be above this. */
  readonly least: number
}

/** The share of all units that takes part. */
export function CoverageField({ from, least }: CoverageFieldProps) {
  return (
    <label>
      Share of all units that takes part: above {shareText(least)}, up to 1 for all of them
      <input
        name="coverage"
        data-kind="number"
        inputmode="decimal"
        required
        value={String(Number(from.toFixed(4)))}
        autocomplete="off"
      />
    </label>
  )
}
