import { createConfig, lintFromString } from '@redocly/openapi-core'
import type { OpenApiDocument } from '../../src/contracts/openapi/document.ts'

/** A finding of a public linter that is let pass: its rule, where, and why it is none here. */
export interface Exception {
  readonly rule: string
  readonly where: RegExp
  readonly why: string
}

/** What the recommended rules of Redocly find, but for the exceptions; an exception that hides nothing is told of, too. */
export async function lintFindings(document: OpenApiDocument, exceptions: readonly Exception[]): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config })
  const used = new Set<Exception>()
  const findings = problems.flatMap(({ ruleId, message, location: [location] }) => {
    const where = location?.pointer ?? ''
    const exception = exceptions.find((each) => each.rule === ruleId && each.where.test(where))
    if (exception !== undefined) used.add(exception)
    return exception === undefined ? [`${ruleId} at ${where}: ${message}`] : []
  })
  const idle = exceptions.filter((exception) => !used.has(exception))
  return [...findings, ...idle.map(({ rule, where }) => `the exception of ${rule} at ${where} hides nothing`)]
}
