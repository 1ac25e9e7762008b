import type { ManualModel } from './manualModel.ts'

/** Answers the next question with a text. */
export async function answerNext(model: ManualModel, text: string): Promise<void> {
  const answer = await model.nextAnswer()
  answer.say(text)
  answer.end()
}
