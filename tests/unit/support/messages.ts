import { loadMessages } from '../../../lib/i18n';

// Screens load the words of their place before they show it; tests read them at once.
await loadMessages();
