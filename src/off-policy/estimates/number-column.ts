/** A column that grows: numbers of a log, without an object for each. */
export interface NumberColumn {
  readonly push: (value: number) => void
  readonly floats: () => Float64Array
  readonly integers: () => Int32Array
}

const FIRST = 1024

/** An empty column. */
export function numberColumn(): NumberColumn {
  let values = new Float64Array(FIRST)
  let count = 0
  return {
    push: (value) => {
      if (count === values.length) {
        const wider = new Float64Array(2 * count)
        wider.set(values)
        values = wider
      }
      values[count++] = value
    },
    floats: () => values.slice(0, count),
    integers: () => Int32Array.from(values.subarray(0, count)),
  }
}
