import type { Rules } from '../../src/model/policies/rules.ts'

/** A panel with one request for each cell: a publish takes a fraction of the time. */
export function withSmallPanel(rules: Rules): Rules {
  const limits = { ...rules.publish.limits, panelRequests: 0, edges: 1 }
  return { ...rules, publish: { ...rules.publish, limits } }
}
