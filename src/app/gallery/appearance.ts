import { reactive } from 'vue'

/** The choices of the gallery that apply to all components. */
export const appearance = reactive({
  theme: 'system' as 'system' | 'light' | 'dark' | 'contrast',
  language: 'en' as 'en' | 'zh-CN',
  direction: 'ltr' as 'ltr' | 'rtl',
  /** In pixels; 0 for the full width. */
  width: 0,
})
