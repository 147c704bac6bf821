import '../../lib/records/strict-csp';
import '../../components/ui/theme.css';
import { startApp } from '../../components/shell/app';
import { navigate } from '../../components/ui/router';
import { toastFault } from '../../components/ui/toast';
import { attendPanel } from '../../lib/platform/panel';

void startApp();
// A clip from the menu or the shortcut opens the panel on its page, and tells here what went wrong.
attendPanel({ route: navigate, fault: toastFault });
