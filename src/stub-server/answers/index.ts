import type { Question } from '../model.ts'
import type { ScenarioName } from '../scenarios/scenarios.ts'
import { about } from './about.ts'
import { chinese } from './chinese.ts'
import { code } from './code.ts'
import { emoji } from './emoji.ts'
import { help } from './help.ts'
import { longAnswer, longSections } from './long.ts'
import { markdown } from './markdown.ts'
import { story } from './story.ts'
import { table } from './table.ts'

/** Prepared answers with the patterns that select them. The first match wins. */
const PREPARED: readonly (readonly [RegExp, string])[] = [
  [/\bemojis?\b|表情/i, emoji],
  [/\btables?\b|表格/i, table],
  [/\bcode\b|代码/i, code],
  [/\bmarkdown\b|\blists?\b/i, markdown],
  [/\blong\b/i, longAnswer(6000)],
  [/\bstory\b|\bonce\b/i, story],
  [/\p{Script=Han}/u, chinese],
]

/** The answer to a scenario without a question. */
const BY_SCENARIO: Partial<Record<ScenarioName, string>> = { 'emoji-cut': emoji + chinese }

/** Returns the text of the embedded model's answer in parts. The parts of a long one are created lazily. */
export function textsOf(question: Question): Iterable<string> {
  const { scenario } = question
  return scenario?.name === 'long' ? longSections(scenario.amount) : [answerTo(question)]
}

/** Returns the whole text of the embedded model's answer, except for the scenario `long`. */
export function answerTo({ message, scenario }: Question): string {
  if (scenario?.name === 'help') return help()
  if (message === undefined) return (scenario && BY_SCENARIO[scenario.name]) ?? story
  return PREPARED.find(([pattern]) => pattern.test(message))?.[1] ?? about(message)
}
