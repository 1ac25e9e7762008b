import { expect, type Locator, type Page } from '@playwright/test'
import { renderedText } from './renderedText.ts'
import { messageText } from './messageText.ts'
import { FindBar } from './FindBar.ts'
import { english, type Names } from './names.ts'
import { SettingsDialog } from './SettingsDialog.ts'
import { MessageVersions } from './MessageVersions.ts'
import { Sidebar } from './Sidebar.ts'
import { Transfer } from './Transfer.ts'

/** How often a growing answer is read, in milliseconds between two reads. */
const POLL_INTERVALS = [50, 100, 200]
/** How long a whole answer may take on a busy machine, in milliseconds. */
const ANSWER_TIMEOUT = 90_000

/** The app as a user operates it: found only by roles and accessible names. */
export class ChatPage {
  readonly page: Page
  readonly names: Names
  readonly sidebar: Sidebar
  readonly find: FindBar
  readonly settings: SettingsDialog
  readonly transfer: Transfer
  readonly composer: Locator
  readonly send: Locator
  readonly stop: Locator
  readonly attach: Locator
  readonly log: Locator
  /** Every message: questions and answers. */
  readonly messages: Locator
  readonly questions: Locator
  readonly answers: Locator
  readonly lastAnswer: Locator
  /** The box that reports why an answer failed or stopped early. */
  readonly alert: Locator
  readonly retry: Locator
  readonly continue: Locator
  readonly regenerate: Locator
  readonly copy: Locator
  /** The field that edits a question. */
  readonly editor: Locator
  readonly scrollToEnd: Locator
  /** Reports why new messages are not stored. */
  readonly notice: Locator
  /** The visible app without the live regions, which repeat parts of it, and without dialogs. */
  readonly appRoot: Locator
  /** The latest polite announcement. */
  readonly announcement: Locator

  constructor(page: Page, names: Names = english) {
    this.page = page
    this.names = names
    this.sidebar = new Sidebar(page, names)
    this.find = new FindBar(page, names)
    this.settings = new SettingsDialog(page, names)
    this.transfer = new Transfer(page, names)
    this.composer = page.getByRole('textbox', { name: names.message, exact: true })
    this.send = page.getByRole('button', { name: names.send, exact: true })
    this.stop = page.getByRole('button', { name: names.stop, exact: true })
    this.attach = page.getByRole('button', { name: names.attach, exact: true })
    this.log = page.getByRole('log', { name: names.conversation, exact: true })
    this.messages = this.log.getByRole('article')
    this.questions = this.log.getByRole('article', { name: names.you, exact: true })
    this.answers = this.log.getByRole('article', { name: names.assistant, exact: true })
    this.lastAnswer = this.answers.last()
    this.alert = this.log.getByRole('group', { name: names.error, exact: true })
    this.retry = this.log.getByRole('button', { name: names.retry, exact: true })
    this.continue = this.log.getByRole('button', { name: names.continue, exact: true })
    this.regenerate = this.log.getByRole('button', { name: names.regenerate, exact: true })
    this.copy = this.lastAnswer.getByRole('button', { name: names.copy, exact: true })
    this.editor = this.log.getByRole('textbox', { name: names.editedQuestion, exact: true })
    this.scrollToEnd = page.getByRole('button', { name: names.scrollToEnd, exact: true })
    this.notice = page.getByRole('region', { name: names.stored, exact: true })
    this.appRoot = page.locator('#app')
    this.announcement = page.getByRole('status').getByRole('paragraph').last()
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(path)
    await expect(this.composer).toBeVisible()
  }

  async ask(question: string): Promise<void> {
    await this.composer.fill(question)
    await this.composer.press('Enter')
  }

  /** Opens the editor of a question. */
  async edit(question = this.questions.last()): Promise<void> {
    await question.getByRole('button', { name: this.names.edit, exact: true }).click()
    await expect(this.editor).toBeFocused()
  }

  versionsOf(message: Locator): MessageVersions {
    return new MessageVersions(message, this.names)
  }

  /** Waits until an answer shows exactly this Markdown. */
  async expectAnswer(source: string, answer = this.lastAnswer): Promise<void> {
    const text = renderedText(source)
    await expect
      .poll(() => messageText(answer), { intervals: POLL_INTERVALS, timeout: ANSWER_TIMEOUT })
      .toBe(text)
  }

  /** Waits until an answer has ended in any way, and no other one is streaming. */
  async expectIdle(): Promise<void> {
    await expect(this.announcement).toHaveText(this.names.ended, { timeout: ANSWER_TIMEOUT })
    await expect(this.stop).toBeHidden()
  }

  /** Opens the failure's Details, and returns them. */
  async openDetails(): Promise<Locator> {
    const details = this.alert.getByRole('group')
    await details.getByText(this.names.details, { exact: true }).click()
    return details
  }
}
