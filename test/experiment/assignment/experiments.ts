import type { ServedExperiment } from '../../../src/model/experiments/served-experiment.ts'

/** Every request. */
export const EVERYONE: ServedExperiment['targeting'] = { territories: [], surfaces: [], devices: [], viewers: 'any' }

/** Half and half between control and values of its own, in a layer of its own. */
export function anExperiment(
  key: string,
  parameters: Readonly<Record<string, number | string | null>>,
  changes: Partial<ServedExperiment> = {},
): ServedExperiment {
  return {
    ...{ key, layer: key, hashVersion: 2, seed: key, unit: 'viewer', namespace: null, targeting: EVERYONE },
    ranges: [
      [0, 0.5],
      [0.5, 1],
    ],
    variations: [
      { key: 'control', parameters: {} },
      { key: 'changed', parameters },
    ],
    ...changes,
  }
}
