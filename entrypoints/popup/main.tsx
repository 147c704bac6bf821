import '../../lib/records/strict-csp';
import '../../components/ui/theme.css';
import { startPopup } from '../../components/popup/app';

void startPopup();
