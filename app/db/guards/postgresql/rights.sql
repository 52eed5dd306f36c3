-- Conditions are written as PostgreSQL prints them, so that `check` can compare.
CREATE POLICY ticket_is_read ON ticket FOR SELECT USING ((( SELECT is_staff() AS is_staff) OR (opened_by = ( SELECT session_person() AS session_person))));
CREATE POLICY ticket_event_is_read ON ticket_event FOR SELECT USING ((( SELECT is_staff() AS is_staff) OR ((visibility = 'public'::text) AND (EXISTS ( SELECT 1
   FROM ticket t
  WHERE ((t.id = ticket_event.ticket_id) AND (t.opened_by = ( SELECT session_person() AS session_person))))))));
CREATE POLICY ticket_event_is_appended ON ticket_event FOR INSERT WITH CHECK (((actor = ( SELECT session_person() AS session_person)) OR ( SELECT is_administrator() AS is_administrator)));
CREATE POLICY ticket_link_is_read ON ticket_link FOR SELECT USING (( SELECT is_staff() AS is_staff));
CREATE POLICY ticket_person_is_read ON ticket_person FOR SELECT USING ((( SELECT is_staff() AS is_staff) OR (EXISTS ( SELECT 1
   FROM ticket t
  WHERE ((t.id = ticket_person.ticket_id) AND (t.opened_by = ( SELECT session_person() AS session_person)))))));
-- The counter sees a file through the event that brought it; whoever sees a file sees its pieces.
CREATE POLICY attachment_is_read ON attachment FOR SELECT USING ((( SELECT is_staff() AS is_staff) OR ((active = 1) AND (EXISTS ( SELECT 1
   FROM ticket_event e
  WHERE ((e.ticket_id = attachment.ticket_id) AND (e.version = attachment.version)))))));
CREATE POLICY attachment_piece_is_read ON attachment_piece FOR SELECT USING ((( SELECT is_staff() AS is_staff) OR (EXISTS ( SELECT 1
   FROM attachment a
  WHERE (a.sha256 = attachment_piece.sha256)))));
CREATE POLICY attachment_piece_is_stored ON attachment_piece FOR INSERT WITH CHECK (( SELECT is_staff() AS is_staff));
CREATE POLICY attachment_piece_is_swept ON attachment_piece FOR DELETE USING (( SELECT is_staff() AS is_staff));
CREATE POLICY desk_event_is_read ON desk_event FOR SELECT USING (( SELECT is_staff() AS is_staff));
CREATE POLICY desk_event_is_appended ON desk_event FOR INSERT WITH CHECK ((( SELECT is_administrator() AS is_administrator) OR (({{is_owned}}) AND (actor = ( SELECT session_person() AS session_person)) AND ( SELECT is_staff() AS is_staff))));
CREATE POLICY canned_text_is_read ON canned_text FOR SELECT USING (( SELECT is_staff() AS is_staff));
CREATE POLICY saved_view_is_read ON saved_view FOR SELECT USING (( SELECT is_staff() AS is_staff));
CREATE POLICY person_is_read ON person FOR SELECT USING ((( SELECT is_staff() AS is_staff) OR (id = ( SELECT session_person() AS session_person))));
CREATE POLICY role_grant_is_read ON role_grant FOR SELECT USING ((( SELECT is_staff() AS is_staff) OR (person = ( SELECT session_person() AS session_person))));
CREATE POLICY membership_is_read ON membership FOR SELECT USING (( SELECT is_staff() AS is_staff));
CREATE POLICY command_is_read ON command FOR SELECT USING (((actor = ( SELECT session_person() AS session_person)) OR ( SELECT is_administrator() AS is_administrator)));
-- By whom, its trigger says, with a sentence.
CREATE POLICY command_is_stored ON command FOR INSERT WITH CHECK (true);
CREATE POLICY change_is_read ON change FOR SELECT USING ((( SELECT session_person() AS session_person) IS NOT NULL));

ALTER TABLE ticket ENABLE ROW LEVEL SECURITY;
ALTER TABLE ticket_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE ticket_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE ticket_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachment_piece ENABLE ROW LEVEL SECURITY;
ALTER TABLE desk_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE canned_text ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;
ALTER TABLE command ENABLE ROW LEVEL SECURITY;

ALTER TABLE change ENABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA firstline TO firstline_member;
GRANT SELECT ON ALL TABLES IN SCHEMA firstline TO firstline_member;
GRANT INSERT ON command TO firstline_member;
GRANT INSERT, DELETE ON attachment_piece TO firstline_member;
GRANT INSERT ({{ticket_event_columns}}) ON ticket_event TO firstline_member;
GRANT INSERT ({{desk_event_columns}}) ON desk_event TO firstline_member;
GRANT USAGE ON SEQUENCE ticket_number TO firstline_member;
-- Triggers fire without it; what the policies and the program call is named.
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA firstline FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_person, is_staff, is_administrator, take_turn, published_step, published_transition, published_need, published_role TO firstline_member;
