-- A morning at the counter: three customers queue, two are served, and what they came for is paid.
do $queue$
declare
    v_branch_id bigint := (select b.branch_id from tolsel.branch b where b.is_main);
    v_service_id bigint;
    v_counter_id bigint;
    v_ticket_id bigint;
    v_ann bigint := (select c.customer_id from tolsel.customer c where c.code = 'C1');
    v_dora bigint := (select c.customer_id from tolsel.customer c where c.code = 'C4');
begin
    perform tolsel.set_queue_line(v_branch_id);
    v_service_id := (tolsel.open_queue_service('Workshop', 'W')).service_id;
    v_counter_id := (tolsel.open_counter(
        'Front desk', v_branch_id, array[v_service_id])).counter_id;
    perform tolsel.join_queue(v_branch_id, v_service_id, p_customer_id => v_ann);
    perform tolsel.join_queue(v_branch_id, v_service_id);
    perform tolsel.join_queue(v_branch_id, v_service_id, 'senior', p_customer_id => v_dora);

    -- The senior is called first; each ticket leads to an invoice of its customer.
    for v_round in 1..2 loop
        v_ticket_id := (tolsel.call_next_ticket(v_counter_id)).ticket_id;
        perform tolsel.start_service(v_ticket_id, v_counter_id);
        perform tolsel.complete_ticket(v_ticket_id, v_counter_id, 'served');
        perform tolsel.set_ticket_invoice(v_ticket_id, (
            select max(i.invoice_id) from tolsel.invoice i
            join tolsel.ticket t on t.customer_id = i.customer_id
            where t.ticket_id = v_ticket_id and i.paid_amount > 0));
    end loop;
end
$queue$;
