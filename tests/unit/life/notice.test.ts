import { describe, expect, it } from 'vitest';
import { meetingTitle, placeText } from '../../../lib/life/notice';
import { event } from './support';

describe('words of an activity', () => {
  it('names an activity by its title, else by its types', () => {
    expect(meetingTitle(event({ title: '走访驿站' }))).toBe('走访驿站');
    expect(meetingTitle(event())).toBe('主题党日');
    expect(placeText({ mode: 'online' })).toBe('线上');
    expect(placeText({ mode: 'inPerson', place: '一楼' })).toBe('一楼');
  });
});
