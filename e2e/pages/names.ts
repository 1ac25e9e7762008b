/** Accessible names in the app. The English ones are part of its contract; the Chinese ones are translations. */
export interface Names {
  readonly conversation: string
  readonly you: string
  readonly assistant: string
  readonly message: string
  readonly send: string
  readonly attach: string
  readonly stop: string
  readonly retry: string
  readonly continue: string
  readonly regenerate: string
  readonly copy: string
  readonly aboutAnswer: string
  readonly edit: string
  readonly editedQuestion: string
  readonly removeTurn: string
  readonly versions: string
  readonly previousVersion: string
  readonly nextVersion: string
  readonly scrollToEnd: string
  readonly details: string
  /** The box below an answer that failed or stopped early. */
  readonly error: string
  /** How the announcement of every ending begins. */
  readonly ended: RegExp
  readonly chats: string
  readonly openChats: string
  readonly closeChats: string
  readonly newChat: string
  readonly undo: string
  readonly options: (title: string) => string
  readonly rename: string
  readonly pin: string
  readonly remove: string
  readonly archived: RegExp
  readonly newName: string
  readonly search: string
  readonly find: string
  readonly previousMatch: string
  readonly nextMatch: string
  readonly closeFind: string
  readonly settings: string
  readonly chatSettings: string
  /** The notice that reports what is stored of the chats, and why the rest is not. */
  readonly stored: string
  readonly close: string
  readonly language: string
  readonly theme: string
  readonly address: string
  readonly transport: string
  readonly testConnection: string
  readonly exportChat: string
  readonly saveMarkdown: string
  readonly saveJson: string
  readonly exportAllJson: string
  readonly exportAllMarkdown: string
  readonly importChats: string
  readonly file: string
  /** How the label of the button that adds the chats of a file begins. */
  readonly add: RegExp
  readonly announce: string
  readonly keys: string
  readonly showKeys: string
}

export const english: Names = {
  conversation: 'Conversation',
  you: 'You',
  assistant: 'Assistant',
  message: 'Message',
  send: 'Send',
  attach: 'Attach files',
  stop: 'Stop',
  retry: 'Retry',
  continue: 'Continue',
  regenerate: 'Regenerate',
  copy: 'Copy',
  aboutAnswer: 'Response details',
  edit: 'Edit',
  editedQuestion: 'Edit message',
  removeTurn: 'Delete message and answer',
  versions: 'Versions',
  previousVersion: 'Previous version',
  nextVersion: 'Next version',
  scrollToEnd: 'Scroll to end',
  details: 'Details',
  error: 'Error',
  ended: /^Answer /,
  chats: 'Chats',
  openChats: 'Show sidebar',
  closeChats: 'Hide sidebar',
  newChat: 'New chat',
  undo: 'Undo',
  options: (title) => `Options for “${title}”`,
  rename: 'Rename',
  pin: 'Pin',
  remove: 'Delete',
  archived: /^Archived/,
  newName: 'Chat name',
  search: 'Search chats',
  find: 'Find in this chat',
  previousMatch: 'Previous match',
  nextMatch: 'Next match',
  closeFind: 'Close find bar',
  settings: 'Settings',
  chatSettings: 'Chat settings',
  stored: 'Storage',
  close: 'Close',
  language: 'Language',
  theme: 'Theme',
  address: 'Server URL',
  transport: 'Request method',
  testConnection: 'Test connection',
  exportChat: 'Export chat',
  saveMarkdown: 'Save as Markdown',
  saveJson: 'Save as JSON',
  exportAllJson: 'Export all (JSON)',
  exportAllMarkdown: 'Export all (Markdown)',
  importChats: 'Import chats',
  file: 'Choose a file',
  add: /^Import \d/,
  announce: 'Screen reader announcements',
  keys: 'Keyboard shortcuts',
  showKeys: 'Show shortcuts',
}

export const chinese: Names = {
  conversation: '对话内容',
  you: '你',
  assistant: '助手',
  message: '消息',
  send: '发送',
  attach: '添加文件',
  stop: '停止',
  retry: '重试',
  continue: '继续',
  regenerate: '重新生成',
  copy: '复制',
  aboutAnswer: '回答详情',
  edit: '编辑',
  editedQuestion: '编辑问题',
  removeTurn: '删除提问和回答',
  versions: '版本',
  previousVersion: '上一个版本',
  nextVersion: '下一个版本',
  scrollToEnd: '滚动到底部',
  details: '详情',
  error: '错误',
  ended: /^回答/,
  chats: '对话',
  openChats: '显示侧边栏',
  closeChats: '隐藏侧边栏',
  newChat: '新对话',
  undo: '撤销',
  options: (title) => `“${title}”的更多操作`,
  rename: '重命名',
  pin: '置顶',
  remove: '删除',
  archived: /^已归档/,
  newName: '对话名称',
  search: '搜索对话',
  find: '在此对话中查找',
  previousMatch: '上一个匹配项',
  nextMatch: '下一个匹配项',
  closeFind: '关闭查找栏',
  settings: '设置',
  chatSettings: '对话设置',
  stored: '存储',
  close: '关闭',
  language: '语言',
  theme: '主题',
  address: '服务器地址',
  transport: '请求方式',
  testConnection: '测试连接',
  exportChat: '导出对话',
  saveMarkdown: '保存为 Markdown',
  saveJson: '保存为 JSON',
  exportAllJson: '全部导出（JSON）',
  exportAllMarkdown: '全部导出（Markdown）',
  importChats: '导入对话',
  file: '选择文件',
  add: /^导入 \d/,
  announce: '屏幕阅读器播报',
  keys: '键盘快捷键',
  showKeys: '查看快捷键',
}
