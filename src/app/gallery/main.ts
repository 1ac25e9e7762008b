import { createApp } from 'vue'
import { drawDiagramKey } from '../../components/index.ts'
import { drawDiagram } from '../diagrams/drawDiagram.ts'
import { createAppI18n } from '../i18n/createAppI18n.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { useTheme } from '../useTheme.ts'
import ComponentGallery from './ComponentGallery.vue'
import { look } from './look.ts'
import '../styles/tokens.css'
import '../styles/base.css'

const i18n = createAppI18n()
useTheme(() => look.theme)
await useLanguage(i18n, () => look.language)

createApp(ComponentGallery).use(i18n).provide(drawDiagramKey, drawDiagram).mount('#app')
